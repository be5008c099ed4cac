import JSON
import Planning

/// The rows of a list, oldest first, whose beginning a search shows.
final class BeginningStream: RowStream {
  private let engine: Engine
  private let search: CountSearch
  private let plan: ReadPlan
  private var scan: BeginningScan
  /// Returns the rows of the list, those up to a second first if it is given.
  private let list: (Int?) -> SlicedStream
  private var rows: SlicedStream?

  init(
    engine: Engine, search: CountSearch, plan: ReadPlan, scan: BeginningScan,
    list: @escaping (Int?) -> SlicedStream
  ) {
    (self.engine, self.search, self.plan, self.scan) = (engine, search, plan, scan)
    self.list = list
  }

  func next() async throws -> [RawJSON]? {
    if let rows { return try await rows.next() }
    let found = list(try await beginning())
    rows = found
    return try await found.next()
  }

  /// Returns the second up to which the list has the wanted rows and few others; nil if the search
  /// does not show it.
  private func beginning() async throws -> Int? {
    do {
      while true {
        switch scan.next() {
        case .begin(let second): return second
        case .count(let second):
          guard scan.received(try await page(to: second), to: second) else { return nil }
        }
      }
    } catch let failure as Failure where failure.isRefusal {
      return nil
    }
  }

  private func page(to second: Int?) async throws -> ListPage {
    let query = second.map { "\(search.query) AND created<=\($0)" } ?? search.query
    return try await engine.countedPage(
      query, limit: SearchCounter.rowsToMeasure, of: search, plan)
  }
}
