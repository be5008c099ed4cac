import JSON

/// One window of a search by time of creation, read page by page.
///
/// A search has no guaranteed order, so a slice must be complete before its rows can be returned.
struct SearchSlice {
  enum Progress: Equatable {
    /// The next page is to be requested with these parameters.
    case waiting(JSONObject)
    case asking
    case done
  }

  let number: Int
  /// The newest second; nil for the slice that begins the search.
  let newest: Int?
  /// The oldest second; nil for the slice that ends the search.
  let oldest: Int?
  private(set) var progress: Progress
  private var walk: PageWalk
  private(set) var rows: [RawJSON] = []
  private(set) var byteCount = 0
  /// The expected number of rows, as far as it is known.
  var expected = 0
  /// The fault of the search, because of which rows may be missing.
  private(set) var fault: ListFault?

  init(number: Int, newest: Int?, oldest: Int?, pageSize: Int) {
    self.number = number
    self.newest = newest
    self.oldest = oldest
    walk = PageWalk(style: .searchPage, pageSize: pageSize)
    progress = .waiting(walk.start)
  }

  /// Returns the search's own query, limited to the slice.
  func query(_ query: String) -> String {
    let clauses = [oldest.map { "created>=\($0)" }, newest.map { "created<=\($0)" }]
    return ([query] + clauses.compactMap { $0 }).joined(separator: " AND ")
  }

  /// Returns the paging parameters of the next request; nil if there is none to send.
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

  /// Returns true if a row is within the slice. Slices do not overlap: a search that returns other
  /// rows ignores their bounds.
  private func holds(_ row: RawJSON) -> Bool {
    guard let created = row["created"]?.integer else { return true }
    return created >= oldest ?? .min && created <= newest ?? .max
  }
}
