import JSON

/// Several streams, each newest first, as one that is; a row that two bring comes once.
struct UnionStream: RowStream {
  private struct Branch {
    var stream: any RowStream
    var rows: ArraySlice<RawJSON> = []
    var isAtEnd = false
  }

  private var branches: [Branch]
  /// The ids of the second at hand: the same row has the same time in every branch.
  private var seen: Set<String> = []
  private var second: Int?

  init(_ streams: [any RowStream]) {
    branches = streams.map { Branch(stream: $0) }
  }

  /// Rows up to where some branch must be asked again.
  mutating func next() async throws -> [RawJSON]? {
    for index in branches.indices { try await fill(index) }
    guard branches.contains(where: { !$0.rows.isEmpty }) else { return nil }
    var merged: [RawJSON] = []
    while let newest = newestBranch() {
      guard let row = branches[newest].rows.popFirst() else { break }
      if isNew(row) { merged.append(row) }
      if branches[newest].rows.isEmpty, !branches[newest].isAtEnd { break }
    }
    return merged
  }

  private mutating func isNew(_ row: RawJSON) -> Bool {
    let created = row.createdSecond
    if created != second { (second, seen) = (created, []) }
    return row["id"]?.string.map { seen.insert($0).inserted } ?? true
  }

  private mutating func fill(_ index: Int) async throws {
    while branches[index].rows.isEmpty, !branches[index].isAtEnd {
      if let rows = try await branches[index].stream.next() {
        branches[index].rows = rows[...]
      } else {
        branches[index].isAtEnd = true
      }
    }
  }

  private func newestBranch() -> Int? {
    let waiting = branches.indices.filter { !branches[$0].rows.isEmpty }
    return waiting.max { created(of: $0) < created(of: $1) }
  }

  private func created(of index: Int) -> Int {
    branches[index].rows.first?.createdSecond ?? .min
  }
}

extension RawJSON {
  /// When the object was made, in Unix seconds: v1 writes a number, v2 a date.
  var createdSecond: Int? {
    self["created"].flatMap { $0.integer ?? $0.value.seconds?.integer }
  }
}
