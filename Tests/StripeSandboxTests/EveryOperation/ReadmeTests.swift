import StripeCatalog
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the README says of the sandbox is so.
@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func section() throws -> [Substring] {
    let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(lines.drop { $0 != "## The sandbox" }.dropFirst().prefix { !$0.hasPrefix("## ") })
  }

  /// The rows of the table with that head.
  private func rows(_ head: String) throws -> [[String]] {
    try section().drop { !$0.hasPrefix("| \(head) |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
      .map { row in
        row.split(separator: "|").map { cell in
          cell.split(separator: " ").joined(separator: " ")
        }
      }
  }

  @Test func `each thing that it does is held by tests that there are`() throws {
    let rows = try rows("what it does")
    #expect(rows.count > 15)
    let tests = Self.root.appending(path: "Tests").path
    let files = FileManager.default.enumerator(atPath: tests)?.compactMap { $0 as? String } ?? []
    let names = Set(files.map { $0.split(separator: "/").last.map(String.init) ?? "" })
    for row in rows {
      let suites = row[1].split(separator: ",").map { $0.filter { $0 != "`" && $0 != " " } }
      #expect(!suites.isEmpty)
      for suite in suites { #expect(names.contains("\(suite).swift"), "there is no \(suite)") }
    }
  }

  @Test func `what it does not do is what it refuses`() throws {
    let expected = try RefusedOperations.undone.keys.sorted().map { deed in
      [deed, try words(for: RefusedOperations.undone[deed] ?? [])]
    }
    let found = try rows("it does not")
    let lines = expected.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    #expect(found == expected, "README.md is to have:\n\(lines)")
  }

  /// The first operations, and how many more.
  private func words(for ids: [String]) throws -> String {
    let shown = try ids.sorted().prefix(2).map { id in
      let operation = try #require(Catalog.embedded.operation(id: id))
      return "`\(operation.method) \(operation.path)`"
    }
    let more = ids.count > 2 ? " and \(ids.count - 2) more" : ""
    return shown.joined(separator: ", ") + more
  }
}
