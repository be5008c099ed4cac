import JSON

/// Several streams, each oldest first, as one that is; a row that several bring comes once. It is
/// exactly the reverse of what `UnionStream` makes of the reverse of each.
struct OldestFirstUnion: RowStream {
  private let branches: UnionBuffers

  init(_ branches: UnionBuffers) {
    self.branches = branches
  }

  /// Rows up to where some branch must be asked again.
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

  /// All rows of a second. Which of two the same is dropped is decided as newest first, where rows
  /// come branch by branch.
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
  /// Whether no more rows of a second will come.
  fileprivate func isBeyond(_ second: Int) -> Bool {
    isAtEnd || rows.last.map { $0.second > second } ?? false
  }
}
