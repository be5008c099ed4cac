import JSON

/// Divides one search by time of creation among several requests at once, and hands its rows on
/// newest first. It decides and remembers; a driver sends.
///
/// The first page of every slice tells how many rows the slice has. One with few enough is read to
/// its end; of one with too many only the number is used, to choose a shorter one. Slices are found
/// from the newest down, one after the other, while those found before are being read.
struct SearchScheduler {
  /// A request to send: which slice it is for, the query, the paging, and whether the number of
  /// rows is asked for.
  struct Command: Equatable {
    let slice: Int
    let query: String
    let paging: JSONObject
    let countsRows: Bool
  }

  let query: String
  let pageSize: Int
  /// Rows that will be handed on at most; nil for all.
  private let wanted: Int?
  private var division: SearchDivision
  /// Newest first. The last may be one whose rows are not counted yet.
  private var slices: [SearchSlice] = []
  private var counting: Int?
  private var nextNumber = 0
  private var heldBytes = 0
  /// What was found wrong with the search: its slices cannot be trusted, and nothing is asked for
  /// any more.
  private(set) var fault: ListFault?
  /// Seconds of rows that a page showed which only counted: the slices that are chosen by it must
  /// find some of them.
  private var shown: [ClosedRange<Int>] = []
  /// The seconds of which nothing was handed on yet.
  private(set) var rest: TimeRange

  /// Pages of a slice: with fewer, pages that are not full would cost too many requests; with more,
  /// too much would wait to be sorted.
  private static let pagesOfSlice = 10
  /// Beyond so many bytes held back only the front is asked for.
  private static let mostHeldBytes = 48 << 20

  /// - Parameter now: Unix seconds, about where the newest rows are.
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

  /// The next request to send while no more than `width` are under way; nil when there is none.
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
    let asked = heldBytes > Self.mostHeldBytes ? slices.prefix(1) : slices[...]
    return asked.indices.lazy.filter(isWaiting).first.flatMap { ask(at: $0) }
  }

  private func isWaiting(at index: Int) -> Bool {
    if case .waiting = slices[index].progress { true } else { false }
  }

  /// Whether another slice should be begun.
  private func mayBegin(width: Int) -> Bool {
    guard counting == nil else { return false }
    if slices.isEmpty { return true }
    let expected = slices.reduce(0) { $0 + max($1.expected, $1.rows.count) }
    return expected < wanted ?? .max && slices.count { $0.progress != .done } < width
      && slices.count < 2 * width && heldBytes <= Self.mostHeldBytes
  }

  private mutating func ask(at index: Int) -> Command? {
    guard let paging = slices[index].ask() else { return nil }
    let number = slices[index].number
    return Command(
      slice: number, query: slices[index].query(query), paging: paging,
      countsRows: number == counting)
  }

  /// Takes the page that answers a command.
  mutating func received(_ page: ListPage, for command: Command) {
    guard let index = slices.firstIndex(where: { $0.number == command.slice }) else { return }
    let before = slices[index].byteCount
    slices[index].received(page)
    fault = fault ?? slices[index].fault
    let sample = SearchDivision.Sample(page)
    if let sample { shown.removeAll { $0.overlaps(sample.oldest...sample.newest) } }
    if command.countsRows {
      counting = nil
      // A page without another after it is better than any count.
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

  /// Looks, once all slices are read, whether the rows that were shown before were found.
  mutating func settle() {
    if isFinished, !shown.isEmpty { fault = fault ?? .gaveNone }
  }

  /// Rows that nothing newer can come before, nil where the front must be waited for.
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
  /// Nil for a page without rows.
  fileprivate init?(_ page: ListPage) {
    let times = page.rows.compactMap { $0["created"]?.integer }
    guard let newest = times.max(), let oldest = times.min() else { return nil }
    self.init(newest: newest, oldest: oldest, rows: times.count)
  }
}
