import JSON
import Testing

@testable import Execution

/// Batches from a list.
private struct Batches: RowStream {
  var batches: [[RawJSON]]

  mutating func next() async throws -> [RawJSON]? {
    batches.isEmpty ? nil : batches.removeFirst()
  }
}

@Suite struct UnionStreamTests {
  private func merged(_ streams: [[[(String, String)]]]) async throws -> [String] {
    var union = UnionStream(
      try streams.map { batches in
        Batches(
          batches: try batches.map { rows in
            try rows.map { id, created in
              try RawJSON(parsing: Array(#"{"id":"\#(id)","created":\#(created)}"#.utf8))
            }
          })
      })
    var ids: [String] = []
    while let rows = try await union.next() { ids += rows.map { $0["id"]?.string ?? "?" } }
    return ids
  }

  @Test func `rows come newest first whatever the batches`() async throws {
    let ids = try await merged([
      [[("a", "9"), ("d", "6")], [("e", "5")]],
      [[("b", "8")], [], [("c", "7"), ("f", "1")]],
    ])
    #expect(ids == ["a", "b", "c", "d", "e", "f"])
  }

  @Test func `a row that two bring comes once`() async throws {
    let ids = try await merged([
      [[("a", "9"), ("b", "8")], [("c", "8")]],
      [[("c", "8")], [("b", "8"), ("d", "7")]],
    ])
    #expect(ids.sorted() == ["a", "b", "c", "d"])
    #expect(ids.first == "a")
    #expect(ids.last == "d")
  }

  @Test func `an empty branch holds nothing back`() async throws {
    #expect(try await merged([[], [[("a", "2")]], [[]]]) == ["a"])
    #expect(try await merged([]) == [])
  }

  @Test func `times of v2 are dates`() async throws {
    let ids = try await merged([
      [[("a", #""2026-03-01T00:00:00Z""#), ("c", #""2026-01-01T00:00:00Z""#)]],
      [[("b", #""2026-02-01T00:00:00.000Z""#)]],
    ])
    #expect(ids == ["a", "b", "c"])
  }
}
