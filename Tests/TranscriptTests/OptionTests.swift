import Foundation
import Testing

/// Every option has a help text, and the README names none that does not exist.
struct OptionTests {
  private static let pages = [
    "--help", "check --help", "format --help", "explain --help", "undo --help",
    "sandbox serve --help", "sandbox seed --help", "sandbox reset --help",
    "sandbox deliveries --help", "sandbox resend --help", "sandbox events --help",
    "sandbox trigger --help", "sandbox clock --help", "sandbox clock show --help",
    "sandbox clock advance --help", "sandbox export --help", "sandbox import --help",
    "journal --help", "completions --help", "test --help", "lsp --help", "mcp --help",
  ]

  private let readme: String

  init() throws {
    readme = try String(
      contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func `every option has a text in the help`() async throws {
    for outcome in try await outcomes() {
      for (line, next) in zip(outcome.output, outcome.output.dropFirst() + [""])
      where line.contains(/^  --[a-z]/) {
        // The text follows on the same line, or on the next where the option is long.
        let hasText = line.contains(/^  \S.*\S  +\S|^  --\S+ <\S+> [A-Z]/)
        #expect(hasText || next.contains(/^ {20,}\S/), "no help for \(line)")
      }
    }
  }

  @Test func `every option of the README is in the help`() async throws {
    let offered = try await offered()
    for option in options(in: readme.replacing(/```sh[\s\S]*?```/, with: "")) {
      let isOffered = offered.contains(option)
      #expect(isOffered, "README.md names \(option), which does not exist")
    }
  }

  private func offered() async throws -> Set<String> {
    let outcomes = try await outcomes()
    let all = outcomes.flatMap { options(in: $0.output.joined(separator: "\n")) }
    try #require(all.count > 20)
    return Set(all)
  }

  private func outcomes() async throws -> [Transcript.Outcome] {
    let outcomes = try await Shell.built().outcomes(of: Self.pages.map { "pinstripe \($0)" })
    for (page, outcome) in zip(Self.pages, outcomes) {
      #expect(outcome.exitCode == 0, "pinstripe \(page) fails")
    }
    return outcomes
  }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s`\[|(])(--[a-z][a-z-]+)/).map { String($0.output.1) })
  }
}
