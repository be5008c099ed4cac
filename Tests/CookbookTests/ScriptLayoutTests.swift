import Diagnostics
import Foundation
import Language
import Testing

/// What every script of the cookbook is like.
struct ScriptLayoutTests {
  @Test(arguments: Cookbook.scripts)
  func `a script says what it does and how to run it`(script: String) throws {
    let lines = try Cookbook.text(of: script).split(separator: "\n")
    let opening = lines.prefix { $0.hasPrefix("#") }
    #expect(opening.count >= 3, "\(script)")
    #expect(opening.last?.contains(script) == true, "\(script) does not show its command line")
  }

  @Test(arguments: Cookbook.scripts)
  func `a script is in the canonical layout`(script: String) throws {
    let text = try Cookbook.text(of: script)
    #expect(Formatter.format(Parser.parse(SourceText(name: script, text: text)).program) == text)
  }

  @Test(arguments: Cookbook.scripts)
  func `the README shows the statements of a script`(script: String) throws {
    let readme = try #require(Cookbook.readme)
    let statements = try Cookbook.statements(of: script)
    #expect(readme.contains("```\n\(statements)```"), "README.md does not show \(script)")
    #expect(readme.contains("Scripts/\(script)"), "README.md does not link to \(script)")
  }

  @Test func `the README shows no script that does not exist`() throws {
    let readme = try #require(Cookbook.readme)
    for link in readme.matches(of: /Scripts\/([a-z-]+\.stripe)/) {
      #expect(Cookbook.scripts.contains(String(link.output.1)))
    }
  }
}
