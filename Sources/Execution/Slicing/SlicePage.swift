import JSON

/// A page as the board sees it.
struct SlicePage {
  struct Entry {
    let row: RawJSON
    let id: String
    let created: Int
  }

  let rows: [Entry]
  let hasMore: Bool

  /// Nil where the answer is no list of created objects with ids.
  init?(_ page: RawJSON) {
    guard let data = page["data"], data.kind == .array else { return nil }
    var rows: [Entry] = []
    for row in data.elements {
      guard let id = row["id"]?.string, let created = row["created"]?.integer else { return nil }
      rows.append(Entry(row: row, id: id, created: created))
    }
    self.rows = rows
    hasMore = page["has_more"]?.bool ?? false
  }

  init(rows: [Entry], hasMore: Bool) {
    self.rows = rows
    self.hasMore = hasMore
  }
}
