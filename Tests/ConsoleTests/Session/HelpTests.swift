import Analysis
import Diagnostics
import Expressions
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
      // The functions are looked up rather than read.
      let limit = topic.name == "functions" ? 50 : 30
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
    let overview = try HelpTexts.text(on: nil)
    for topic in HelpTexts.topics { #expect(overview.contains("  \(topic.name) ")) }
  }
}
