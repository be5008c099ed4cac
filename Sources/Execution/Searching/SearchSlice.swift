import JSON

/// One stretch of a search by time of creation, read page by page.
///
/// A search promises no order, so that a slice must be whole before any of its rows can be handed
/// on.
struct SearchSlice {
  enum Progress: Equatable {
    /// The next page is to be asked for with these parameters.
    case waiting(JSONObject)
    case asking
    case done
  }

  let number: Int
  /// No row is newer; nil for the slice that begins the search.
  let newest: Int?
  /// No row is older; nil for the slice that ends the search.
  let oldest: Int?
  private(set) var progress: Progress
  private var walk: PageWalk
  private(set) var rows: [RawJSON] = []
  private(set) var byteCount = 0
  /// Rows that there are, as far as is known.
  var expected = 0
  /// What is wrong with the search, so that rows may be missing.
  private(set) var fault: ListFault?

  init(number: Int, newest: Int?, oldest: Int?, pageSize: Int) {
    self.number = number
    self.newest = newest
    self.oldest = oldest
    walk = PageWalk(style: .searchPage, pageSize: pageSize)
    progress = .waiting(walk.start)
  }

  /// What the search's own query says, within the slice.
  func query(_ query: String) -> String {
    let clauses = [oldest.map { "created>=\($0)" }, newest.map { "created<=\($0)" }]
    return ([query] + clauses.compactMap { $0 }).joined(separator: " AND ")
  }

  /// The parameters to ask with now; nil where nothing is to be asked.
  mutating func ask() -> JSONObject? {
    guard case .waiting(let paging) = progress else { return nil }
    progress = .asking
    return paging
  }

  mutating func received(_ page: ListPage) {
    let (rows, order) = walk.received(page)
    guard rows.allSatisfy(holds) else {
      fault = .leavesRange
      return
    }
    self.rows += rows
    byteCount += rows.byteCount
    switch order {
    case .request(let paging):
      progress = .waiting(paging)
    case .finish:
      progress = .done
      self.rows = self.rows.newestFirst
    case .fail(let fault):
      self.fault = fault
    }
  }

  /// Slices do not overlap: a search that brings other rows does not understand their bounds.
  private func holds(_ row: RawJSON) -> Bool {
    guard let created = row["created"]?.integer else { return true }
    return created >= oldest ?? .min && created <= newest ?? .max
  }
}
