import Foundation
import Testing

/// The README tells every option there is, and none that there is not.
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

  @Test func `every option of the help is in the README`() async throws {
    for option in try await offered() {
      let isTold = readme.contains(option)
      #expect(isTold, "README.md says nothing of \(option)")
    }
  }

  @Test func `every option of the README is in the help`() async throws {
    let offered = try await offered()
    for option in options(in: readme.replacing(/```sh[\s\S]*?```/, with: "")) {
      let isOffered = offered.contains(option)
      #expect(isOffered, "README.md tells of \(option), which there is not")
    }
  }

  private func offered() async throws -> Set<String> {
    let outcomes = try await Shell.built().outcomes(of: Self.pages.map { "pinstripe \($0)" })
    for (page, outcome) in zip(Self.pages, outcomes) {
      #expect(outcome.exitCode == 0, "pinstripe \(page) fails")
    }
    let all = outcomes.flatMap { options(in: $0.output.joined(separator: "\n")) }
    try #require(all.count > 20)
    return Set(all)
  }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s`\[|(])(--[a-z][a-z-]+)/).map { String($0.output.1) })
  }
}
