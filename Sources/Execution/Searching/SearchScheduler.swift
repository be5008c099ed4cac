import JSON

/// Divides one search by time of creation among several concurrent requests, and returns its rows
/// newest first. It decides and keeps state; a driver sends.
///
/// The first page of every slice has the number of rows of the slice. A slice with few enough is
/// read to its end; of one with too many only the number is used, to choose a shorter one. Slices
/// are found from the newest down, one after the other, while earlier ones are being read.
struct SearchScheduler {
  /// A request to send: the slice it is for, the query, the paging parameters, and whether the
  /// number of rows is requested.
  struct Command: Equatable {
    let slice: Int
    let query: String
    let paging: JSONObject
    let countsRows: Bool
  }

  let query: String
  let pageSize: Int
  /// The maximum number of rows that will be returned; nil for all.
  private let wanted: Int?
  private var division: SearchDivision
  /// The slices, newest first. The rows of the last one may not be counted yet.
  private var slices: [SearchSlice] = []
  private var counting: Int?
  private var nextNumber = 0
  private var heldBytes = 0
  /// The fault of the search: its slices cannot be trusted, and nothing more is requested.
  private(set) var fault: ListFault?
  /// The seconds of rows on pages that were only counted: the slices chosen afterwards must find
  /// some of these rows.
  private var shown: [ClosedRange<Int>] = []
  /// The seconds whose rows were not returned yet.
  private(set) var rest: TimeRange

  /// The intended number of pages in a slice: with fewer, partly filled pages would cost too many
  /// requests; with more, too many rows would wait to be sorted.
  private static let pagesOfSlice = 10
  /// The number of buffered bytes above which only the first slice is read.
  private static let maxHeldBytes = 48 << 20

  /// Creates the scheduler of a search.
  /// - Parameter now: Unix seconds; the newest rows are expected near it.
  init(query: String, pageSize: Int, range: ClosedRange<Int>, now: Int, wanted: Int? = nil) {
    self.query = query
    self.pageSize = pageSize
    rest = TimeRange(
      newest: range.upperBound == .max ? nil : range.upperBound,
      oldest: range.lowerBound == 0 ? nil : range.lowerBound)
    self.wanted = wanted
    let pages = wanted.map { max(1, ($0 - 1) / pageSize + 1) } ?? Self.pagesOfSlice
    division = SearchDivision(
      range: range, now: now, rowsOfSlice: min(pages, Self.pagesOfSlice) * pageSize)
  }

  var isFinished: Bool { slices.isEmpty && division.isCovered }

  private var underWay: Int { slices.count { $0.progress == .asking } }

  /// Returns the next request to send; nil if `width` are under way or there is none.
  mutating func nextCommand(width: Int) -> Command? {
    guard fault == nil, underWay < width else { return nil }
    if mayBegin(width: width), let window = division.next() {
      slices.append(
        SearchSlice(
          number: nextNumber, newest: window.newest, oldest: window.oldest, pageSize: pageSize))
      counting = nextNumber
      nextNumber += 1
      return ask(at: slices.count - 1)
    }
    let asked = heldBytes > Self.maxHeldBytes ? slices.prefix(1) : slices[...]
    return asked.indices.lazy.filter(isWaiting).first.flatMap { ask(at: $0) }
  }

  private func isWaiting(at index: Int) -> Bool {
    if case .waiting = slices[index].progress { true } else { false }
  }

  /// Returns true if another slice should be begun.
  private func mayBegin(width: Int) -> Bool {
    guard counting == nil else { return false }
    if slices.isEmpty { return true }
    let expected = slices.reduce(0) { $0 + max($1.expected, $1.rows.count) }
    return expected < wanted ?? .max && slices.count { $0.progress != .done } < width
      && slices.count < 2 * width && heldBytes <= Self.maxHeldBytes
  }

  private mutating func ask(at index: Int) -> Command? {
    guard let paging = slices[index].ask() else { return nil }
    let number = slices[index].number
    return Command(
      slice: number, query: slices[index].query(query), paging: paging,
      countsRows: number == counting)
  }

  /// Takes the response to a command.
  mutating func received(_ page: ListPage, for command: Command) {
    guard let index = slices.firstIndex(where: { $0.number == command.slice }) else { return }
    let before = slices[index].byteCount
    slices[index].received(page)
    fault = fault ?? slices[index].fault
    let sample = SearchDivision.Sample(page)
    if let sample { shown.removeAll { $0.overlaps(sample.oldest...sample.newest) } }
    if command.countsRows {
      counting = nil
      // A page that is the last is more exact than any count.
      let count = page.hasMore == false ? page.rows.count : page.totalCount
      guard division.takes(count, sample: sample) else {
        if let sample { shown.append(sample.oldest...sample.newest) }
        slices.remove(at: index)
        return
      }
      slices[index].expected = count ?? 0
    }
    heldBytes += slices[index].byteCount - before
  }

  /// Checks, once all slices are read, that the rows seen on counted pages were found.
  mutating func settle() {
    if isFinished, !shown.isEmpty { fault = fault ?? .gaveNone }
  }

  /// Returns the rows that nothing newer can precede; nil while the first slice is not complete.
  mutating func takeRows() -> [RawJSON]? {
    var rows: [RawJSON] = []
    while let front = slices.first, front.progress == .done {
      rows += front.rows
      heldBytes -= front.byteCount
      if let oldest = front.oldest { rest.newest = oldest - 1 }
      slices.removeFirst()
    }
    return rows.isEmpty && !isFinished ? nil : rows
  }
}

extension SearchDivision.Sample {
  /// Creates the sample of a page; nil for a page without rows.
  init?(_ page: ListPage) {
    let times = page.rows.compactMap { $0.createdTime }
    guard let newest = times.max(), let oldest = times.min() else { return nil }
    self.init(newest: newest, oldest: oldest, rows: times.count)
  }
}
