import JSON

/// Merges several streams, each oldest first, into one; a row of several streams is returned once.
/// The result is exactly the reverse of what `UnionStream` makes of the reversed streams.
struct OldestFirstUnion: RowStream {
  private let branches: UnionBuffers

  init(_ branches: UnionBuffers) {
    self.branches = branches
  }

  /// Returns the rows up to the point where some branch needs more.
  mutating func next() async throws -> [RawJSON]? {
    var merged: [RawJSON] = []
    while true {
      let second = branches.buffers.compactMap { $0.rows.first?.second }.min()
      let isShort = { (buffer: UnionBuffers.Buffer) in !buffer.isBeyond(second ?? .min) }
      if branches.buffers.contains(where: isShort) {
        guard merged.isEmpty else { return merged }
        try await branches.fill(where: isShort)
      } else if let second {
        merged += take(second)
      } else {
        return merged.isEmpty ? nil : merged
      }
    }
  }

  /// Returns all rows of one second. Which of two equal rows is dropped is decided in the order
  /// newest first, in which rows are merged branch by branch.
  private func take(_ second: Int) -> [RawJSON] {
    var seen: Set<String> = []
    var newestFirst: [RawJSON] = []
    for index in branches.buffers.indices {
      newestFirst += branches.take(second, of: index).reversed().filter { row in
        row["id"]?.string.map { seen.insert($0).inserted } ?? true
      }
    }
    return newestFirst.reversed()
  }
}

extension UnionBuffers.Buffer {
  /// Returns true if no more rows of a second will come.
  fileprivate func isBeyond(_ second: Int) -> Bool {
    isAtEnd || rows.last.map { $0.second > second } ?? false
  }
}
