import JSON
import Testing

@testable import Execution

/// Batches from a list.
private struct Batches: RowStream, Sendable {
  var batches: [[RawJSON]]

  mutating func next() async throws -> [RawJSON]? {
    batches.isEmpty ? nil : batches.removeFirst()
  }
}

@Suite struct UnionStreamTests {
  private func merged(_ streams: [[[(String, String)]]]) async throws -> [String] {
    try await ids(UnionStream(union(try streams.map(batches))))
  }

  private func union(_ streams: [Batches]) -> UnionBuffers {
    UnionBuffers(
      streams.map { stream in UnionBranch { stream } },
      engine: makeEngine(ScriptedTransport { _, _ in .ok("{}") }), readsAhead: false)
  }

  private func batches(_ batches: [[(id: String, created: String)]]) throws -> Batches {
    Batches(
      batches: try batches.map { rows in
        try rows.map { id, created in
          try RawJSON(parsing: Array(#"{"id":"\#(id)","created":\#(created)}"#.utf8))
        }
      })
  }

  private func ids(_ stream: some RowStream) async throws -> [String] {
    var stream = stream
    var ids: [String] = []
    while let rows = try await stream.next() { ids += rows.map { $0["id"]?.string ?? "?" } }
    return ids
  }

  @Test func `oldest first is exactly the reverse, ties and doubles included`() async throws {
    let dice = SplitMix(seed: 3)
    for _ in 0..<200 {
      // Rows of few seconds, each in some of three lists, which agree on their order.
      let rows = (0..<dice.below(40)).map { ("in_\($0)", "\(100 - $0 / 5)") }
      let lists = (0..<3).map { _ in rows.filter { _ in dice.below(2) == 0 } }
      let down = UnionStream(union(try lists.map { try batches(pieces(of: $0, dice)) }))
      let up = OldestFirstUnion(
        union(try lists.map { try batches(pieces(of: $0.reversed(), dice)) }))
      #expect(try await ids(up) == ids(down).reversed())
    }
  }

  /// Rows in batches of any size, some of them empty.
  private func pieces(
    of rows: [(String, String)], _ dice: SplitMix
  ) -> [[(id: String, created: String)]] {
    var rest = rows[...]
    var pieces: [[(id: String, created: String)]] = []
    while !rest.isEmpty {
      let piece = rest.prefix(dice.below(5))
      pieces.append(piece.map { (id: $0.0, created: $0.1) })
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }

  @Test func `oldest first too, rows are handed on before a branch is asked again`() async throws {
    let old = try batches([[("a", "1"), ("b", "2"), ("d", "4")], [("e", "5")]])
    var union = OldestFirstUnion(union([old, try batches([[("c", "3")], [("f", "6")]])]))
    // Another row of the third second may still come.
    #expect(try await union.next()?.map { $0["id"]?.string } == ["a", "b"])
    #expect(try await ids(union) == ["c", "d", "e", "f"])
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
