import JSON

/// The part of a page that the scheduler uses.
struct SlicePage {
  struct Entry {
    let row: RawJSON
    let id: String
    let created: Int

    var mark: RowMark { RowMark(id: id, second: created) }
  }

  let rows: [Entry]
  let hasMore: Bool

  /// Reads a page; nil if its rows have no ids or times of creation.
  init?(_ page: ListPage) {
    var rows: [Entry] = []
    rows.reserveCapacity(page.rows.count)
    for row in page.rows {
      guard let id = row["id"]?.string, let created = row.createdTime else { return nil }
      rows.append(Entry(row: row, id: id, created: created))
    }
    self.rows = rows
    hasMore = page.hasMore ?? false
  }

  init(rows: [Entry], hasMore: Bool) {
    self.rows = rows
    self.hasMore = hasMore
  }

  /// Returns the rows whose ids are not among the known ones, each id once.
  func rows(otherThan known: Set<String>) -> [Entry] {
    var met = known
    return rows.filter { met.insert($0.id).inserted }
  }
}

extension TimeRange {
  /// Returns the fault of the new rows of a page that was requested with this range; nil if they
  /// are within it and in order, newest first.
  /// - Parameter reached: the second of the row before; nil if there is none.
  func fault(of rows: [SlicePage.Entry], after reached: Int?) -> ListFault? {
    guard let first = rows.first, let last = rows.last else { return nil }
    guard first.created <= newest ?? .max, last.created >= oldest ?? .min else {
      return .leavesRange
    }
    var second = reached ?? .max
    for row in rows {
      guard row.created <= second else { return .isUnordered }
      second = row.created
    }
    return nil
  }
}
