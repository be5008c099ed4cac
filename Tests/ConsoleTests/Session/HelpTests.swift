import Analysis
import Diagnostics
import Expressions
import Foundation
import Testing

@testable import Console

struct HelpTests {
  @Test("every example of every topic checks", arguments: HelpTexts.topics.map(\.name))
  func examples(name: String) throws {
    let topic = try #require(HelpTexts.topics.first { $0.name == name })
    for example in topic.examples {
      let source = SourceText(name: name, text: example)
      let problems = Compiler.compile([source], CheckContext(catalog: .embedded)).diagnostics.map(
        \.message)
      #expect(problems.isEmpty, "help \(name): \(problems)")
    }
  }

  @Test func `each topic has a name of its own and fits in a terminal`() {
    #expect(Set(HelpTexts.topics.map(\.name)).count == HelpTexts.topics.count)
    for topic in HelpTexts.topics {
      let lines = topic.text.split(separator: "\n", omittingEmptySubsequences: false)
      // The functions and the settings are looked up rather than read.
      let limit = ["functions", "settings"].contains(topic.name) ? 50 : 30
      #expect(lines.count <= limit, "help \(topic.name) is longer than a page")
      for line in lines { #expect(line.count <= 90, "help \(topic.name): \(line)") }
    }
  }

  @Test func `help lists every function with an example that checks`() {
    #expect(Set(FunctionHelp.listed) == Set(Function.allCases))
    #expect(FunctionHelp.listed.count == Function.allCases.count)
    for function in FunctionHelp.listed {
      let example = function.signature.example
      let texts = [
        "print \(example)", "query charges select \(example) as x",
        "query charges select \(example) as x group by currency",
        "query customers select \(example) as x", "query invoices select \(example) as x",
        "query balance_transactions select \(example) as x",
      ]
      let checks = texts.contains { text in
        Compiler.compile(
          [SourceText(name: "", text: text)], CheckContext(catalog: .embedded)
        ).diagnostics.isEmpty
      }
      #expect(checks, "\(example)")
    }
  }

  @Test func `help without a topic lists all topics`() throws {
    let overview = try HelpTexts.text(on: nil, width: 80)
    for topic in HelpTexts.topics { #expect(overview.contains("  \(topic.name) ")) }
  }

  @Test func `other names, several words and objects lead to a page`() throws {
    for words in ["time", "exit codes", "Exit Codes", "exit", "invoices", "price", "money"] {
      #expect(HelpTexts.page(on: words, width: 80) != nil, "help \(words)")
    }
    #expect(try HelpTexts.text(on: "customers", width: 80).contains("invoice_settings"))
    #expect(HelpTexts.page(on: "nonsense", width: 80) == nil)
    #expect(HelpTexts.problem(with: "wher").contains("did you mean `where`?"))
    #expect(HelpTexts.problem(with: "nonsense").contains("exit codes"))
  }

  @Test func `the pages with tables have all settings and all exit codes`() throws {
    let settings = try #require(HelpTexts.page(on: "settings", width: 80))
    for setting in Setting.allCases { #expect(settings.contains("\n\(setting.rawValue) ")) }
    let codes = try #require(HelpTexts.page(on: "exit codes", width: 80))
    for entry in ExitStatus.all { #expect(codes.contains("\n\(entry.code) ")) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    for entry in ExitStatus.all {
      let meaning = entry.meaning.replacing("|", with: "\\|")
      #expect(readme.contains("\n| \(entry.code) | \(meaning) |\n"), "README: \(entry.code)")
    }
  }
}
