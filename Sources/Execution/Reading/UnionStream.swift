import Diagnostics
import JSON

/// Merges several streams, each newest first, into one; a row of two streams is returned once.
struct UnionStream: RowStream {
  private let branches: UnionBuffers
  /// True if rows in another order would be a wrong result.
  private let requiresOrder: Bool
  private let place: Place?
  private var seen = SeenIDs()
  private var second = Int.max

  init(_ branches: UnionBuffers, requiresOrder: Bool = false, place: Place? = nil) {
    self.branches = branches
    self.requiresOrder = requiresOrder
    self.place = place
  }

  /// Returns the rows up to the point where some branch needs more.
  mutating func next() async throws -> [RawJSON]? {
    try await branches.fill { $0.rows.isEmpty }
    guard branches.buffers.contains(where: { !$0.rows.isEmpty }) else { return nil }
    var merged: [RawJSON] = []
    while let newest = newestBranch(), let (created, row) = branches.popFirst(of: newest) {
      guard created <= second || !requiresOrder else { throw Failure(.isUnordered, at: place) }
      second = created
      if row["id"]?.string.map({ seen.insert($0) }) ?? true { merged.append(row) }
      let buffer = branches.buffers[newest]
      if buffer.rows.isEmpty, !buffer.isAtEnd { break }
    }
    return merged
  }

  private func newestBranch() -> Int? {
    let buffers = branches.buffers
    let waiting = buffers.indices.filter { !buffers[$0].rows.isEmpty }
    return waiting.max { created(of: buffers[$0]) < created(of: buffers[$1]) }
  }

  private func created(of buffer: UnionBuffers.Buffer) -> Int { buffer.rows.first?.second ?? .min }
}
