import JSON

/// Several streams, each oldest first, as one that is; a row that several bring comes once. It is
/// exactly the reverse of what `UnionStream` makes of the reverse of each.
struct OldestFirstUnion: RowStream {
  private struct Branch {
    var stream: any RowStream
    var rows: ArraySlice<(second: Int, row: RawJSON)> = []
    var isAtEnd = false

    /// Whether no more rows of a second will come.
    func isBeyond(_ second: Int) -> Bool {
      isAtEnd || rows.last.map { $0.second > second } ?? false
    }

    mutating func fill() async throws {
      guard let more = try await stream.next() else { return isAtEnd = true }
      rows += more.map { ($0.createdSecond ?? .min, $0) }
    }

    mutating func take(_ second: Int) -> [RawJSON] {
      let taken = rows.prefix { $0.second == second }
      rows = rows.dropFirst(taken.count)
      return taken.map(\.row)
    }
  }

  private var branches: [Branch]

  init(_ streams: [any RowStream]) {
    branches = streams.map { Branch(stream: $0) }
  }

  /// Rows up to where some branch must be asked again.
  mutating func next() async throws -> [RawJSON]? {
    var merged: [RawJSON] = []
    while true {
      let second = branches.compactMap { $0.rows.first?.second }.min()
      if let short = branches.firstIndex(where: { !$0.isBeyond(second ?? .min) }) {
        guard merged.isEmpty else { return merged }
        try await branches[short].fill()
      } else if let second {
        merged += take(second)
      } else {
        return merged.isEmpty ? nil : merged
      }
    }
  }

  /// All rows of a second. Which of two the same is dropped is told by the newest first, whose rows
  /// come branch by branch.
  private mutating func take(_ second: Int) -> [RawJSON] {
    var seen: Set<String> = []
    var newestFirst: [RawJSON] = []
    for index in branches.indices {
      newestFirst += branches[index].take(second).reversed().filter { row in
        row["id"]?.string.map { seen.insert($0).inserted } ?? true
      }
    }
    return newestFirst.reversed()
  }
}
