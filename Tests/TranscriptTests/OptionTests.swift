import Foundation
import Testing

/// Help explains every option, and the README mentions none that does not exist.
struct OptionTests {
  private static let pages = [
    "--help", "check --help", "format --help", "explain --help", "undo --help",
    "sandbox serve --help", "sandbox seed --help", "sandbox reset --help", "journal --help",
    "completions --help",
  ]

  private let readme: String

  init() throws {
    readme = try String(
      contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func `every option has a help text`() async throws {
    for (page, lines) in try await helpPages() {
      for (number, line) in lines.enumerated() where line.hasPrefix("  -") {
        // The text is on the line, after blanks, or alone on the next one.
        let after = number + 1 < lines.count ? lines[number + 1] : ""
        let isExplained =
          line.dropFirst(2).contains(/\s{2}\S|>\s[A-Z]/) || after.hasPrefix("                    ")
        #expect(isExplained, "pinstripe \(page): no text for \(line)")
      }
    }
  }

  @Test func `every option of the README is in the help`() async throws {
    let offered = try await offered()
    for option in options(in: readme.replacing(/```sh[\s\S]*?```/, with: "")) {
      let isOffered = offered.contains(option)
      #expect(isOffered, "README.md tells of \(option), which there is not")
    }
  }

  private func helpPages() async throws -> [(page: String, lines: [String])] {
    let outcomes = try await Shell.built().outcomes(of: Self.pages.map { "pinstripe \($0)" })
    for (page, outcome) in zip(Self.pages, outcomes) {
      #expect(outcome.exitCode == 0, "pinstripe \(page) fails")
    }
    return Array(zip(Self.pages, outcomes.map(\.output)))
  }

  private func offered() async throws -> Set<String> {
    let all = try await helpPages().flatMap { options(in: $0.lines.joined(separator: "\n")) }
    try #require(all.count > 20)
    return Set(all)
  }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s`\[|(])(--[a-z][a-z-]+)/).map { String($0.output.1) })
  }
}
