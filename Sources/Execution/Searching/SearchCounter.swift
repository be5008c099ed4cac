import JSON
import Planning

/// Counts the matches of a search. Above the number up to which Stripe's count is exact, it counts
/// ranges of time of creation. It decides and keeps state; a driver sends.
struct SearchCounter {
  private let step: CountSearch
  private var division: SearchDivision?
  private var window = SearchDivision.Window(newest: nil, oldest: nil)
  private var asked = 0
  /// The number of matches so far.
  private(set) var count = 0
  private(set) var isFinished = false

  /// The intended number of rows in a range: well below the limit, because most are estimated.
  private static let rowsOfRange = 6000
  private static let rowsToCheck = 10
  /// The number of rows that show how many come in a second.
  static let rowsToMeasure = 100

  /// - Parameter now: Unix seconds; the newest rows are expected near it.
  init(_ step: CountSearch, now: Int) {
    self.step = step
    division = step.createdRange.map {
      SearchDivision(range: $0, now: now, rowsOfSlice: Self.rowsOfRange)
    }
    if let next = division?.next() { window = next }
  }

  /// The next request: its query, and the number of rows on its page. A few rows show whether the
  /// query was understood; more are needed only to choose ranges by their times.
  var request: (query: String, limit: Int) {
    let bounds = [
      window.oldest.map { "created>=\($0)" }, window.newest.map { "created<=\($0)" },
    ]
    let query = ([step.query] + bounds.compactMap { $0 }).joined(separator: " AND ")
    return (query, asked == 0 ? Self.rowsToCheck : Self.rowsToMeasure)
  }

  /// Takes the response to the request. Returns false if the rows cannot be counted.
  mutating func received(_ page: ListPage) -> Bool {
    asked += 1
    guard let found = page.agreedCount, page.rows.areDistinct,
      page.rows.allSatisfy(window.contains)
    else { return false }
    guard division != nil else {
      (count, isFinished) = (found, true)
      return found < CountSearch.limit
    }
    if division?.takes(found, sample: SearchDivision.Sample(page)) == true {
      // The rows of one second are not divided any more.
      guard found < CountSearch.limit else { return false }
      count += found
    }
    if let next = division?.next() { window = next } else { isFinished = true }
    return true
  }
}

extension Engine {
  /// Returns the number of rows of a plan by Stripe's own count; nil if they have to be read.
  func counted(_ plan: ReadPlan) async throws -> Int? {
    guard let step = plan.count, !recentWrites.mayBeUnsearchable else { return nil }
    var counter = SearchCounter(step, now: Int(dependencies.now()))
    do {
      while !counter.isFinished {
        let (query, limit) = counter.request
        let page = try await countedPage(query, limit: limit, of: step, plan)
        // Rows that do not match show that the index is old or the query was not understood.
        guard counter.received(page), try page.rows.allSatisfy(plan.counts) else { return nil }
      }
    } catch let failure as Failure where failure.isRefusal {
      return nil
    }
    return counter.count
  }

  /// Returns the first page of a search, with the number of its matches.
  func countedPage(
    _ query: String, limit: Int, of search: CountSearch, _ plan: ReadPlan
  ) async throws -> ListPage {
    try await anyPage(
      plan.call(
        search.path,
        ["query": .string(query), "limit": .integer(limit), "expand": ["total_count"]]))
  }
}

extension ReadPlan {
  /// Returns true if a row is one of those to count.
  fileprivate func counts(_ row: RawJSON) throws -> Bool {
    try count?.condition.holds(on: shown(.raw(row))) ?? true
  }
}

extension SearchDivision.Window {
  /// Returns true if a row was created in the range.
  fileprivate func contains(_ row: RawJSON) -> Bool {
    guard newest != nil || oldest != nil else { return true }
    guard let created = row["created"]?.integer else { return false }
    return created >= oldest ?? .min && created <= newest ?? .max
  }
}

extension ListPage {
  /// The number of matches that the first page of a search counts; nil if the page itself shows
  /// another number.
  var agreedCount: Int? {
    guard let totalCount, let hasMore,
      hasMore ? totalCount > rows.count : totalCount == rows.count
    else { return nil }
    return totalCount
  }
}

extension [RawJSON] {
  /// True if no row appears twice.
  var areDistinct: Bool { Set(map { $0["id"]?.string }).count == count }
}

extension Failure {
  /// True if Stripe refused a request itself: some accounts have no search.
  var isRefusal: Bool {
    guard case .api(let error) = reason else { return false }
    return [400, 403, 404].contains(error.status)
  }
}
