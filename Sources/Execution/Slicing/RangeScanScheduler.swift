import JSON

/// Divides one scan of a list among several concurrent requests, and decides the order in which
/// their pages are returned: that of a single walk, or exactly the reverse. It decides and keeps
/// state; a driver sends, and stores the rows.
///
/// The distribution of rows over time is not known beforehand: the scan begins as one slice, and
/// whenever one more request may be sent, a slice with many remaining rows is split.
///
/// Stripe's lists go from the newest row down, and so does every slice. Newest first, its pages are
/// returned as they come; oldest first, it must be complete before its last page can be returned.
struct RangeScanScheduler {
  /// A request to send: the slice it is for, and the parameters added to the list's own.
  struct Command: Equatable {
    let slice: Int
    let parameters: JSONObject
  }

  /// The new rows of a page, in the order to return them. The driver stores them under the page's
  /// number until their turn.
  struct Received {
    let page: Int
    let rows: [RawJSON]
  }

  let timeOrder: TimeOrder
  let pageSize: Int
  /// The maximum number of rows that will be returned; nil for all.
  let wanted: Int?
  private let maxHeldBytes: Int
  /// The numbers of the slices in the order of the result; a slice keeps its number.
  private(set) var order: [Int]
  private(set) var slices: [Int: RangeScan]
  private(set) var createdSlices: Int
  private(set) var handedOn = 0
  private(set) var pagesReceived = 0
  private(set) var rowsReceived = 0
  /// The second of the first row received; it is the newest of the list.
  private(set) var newestRow: Int?
  /// The fault of the list: its slices cannot be trusted, and nothing more is requested.
  private(set) var fault: ListFault?
  private var promises = PagePromises()
  /// The last returned row, in the order of the list.
  private(set) var lastHandedOn: RowMark?
  /// True if one plain walk would have returned the same rows so far, whatever their times.
  private(set) var isPlainSoFar = true
  /// The range of one plain walk.
  let range: TimeRange
  /// Oldest first: the rows per second where the first slice begins, once any row below it was
  /// found.
  private(set) var densityBelow: Double?
  /// The size in bytes of the rows that wait for the first slice.
  private(set) var heldBytes = 0

  /// The number of pages above which a slice is not split: the empty part of its last page is then
  /// small in comparison.
  static let maxPagesPerStretch = 20.0
  /// The number of pages below which splitting would cost more requests than it saves time.
  static let minPagesToSplit = 4.0
  /// The same if so few requests are under way that some more cost no time.
  static let minPagesOfLast = 1.5
  /// The number of pages a slice in which so little is left that all should end together.
  static let pagesOfEnd = 8.0
  /// The number of additional concurrent requests for each page received, if the length of the list
  /// is unknown, or if so many rows are requested that leaps are spread over them.
  private static let ramp = (unknown: 3, requested: 6)
  /// The share of sufficient concurrency below which much of the rate is unused.
  static let idle = 0.7
  /// The number of requested rows below which one walk is nearly as fast, and never reads an extra
  /// page.
  static let minWantedToSplit = 1000

  /// Creates a scheduler with one slice, or with two if it is known where the list begins.
  /// - Parameters:
  ///   - newest: the newest second of the range in Unix seconds; `oldest` is the oldest one.
  ///   - beginning: oldest first, a second within the range up to which few rows are expected.
  ///   - maxHeldBytes: the number of waiting bytes above which only the first slice is read, so
  ///     that an unusual distribution of rows does not fill the disk.
  init(
    _ timeOrder: TimeOrder = .newestFirst, pageSize: Int, newest: Int? = nil, oldest: Int? = nil,
    beginning: Int? = nil, wanted: Int? = nil, maxHeldBytes: Int = 1 << 30
  ) {
    self.timeOrder = timeOrder
    self.pageSize = pageSize
    self.wanted = wanted
    self.maxHeldBytes = maxHeldBytes
    range = TimeRange(newest: newest, oldest: oldest)
    slices = [0: RangeScan(newest: newest, oldest: beginning.map { $0 + 1 } ?? oldest)]
    order = [0]
    if let beginning {
      slices[1] = RangeScan(newest: beginning, oldest: oldest)
      order = [1, 0]
    }
    createdSlices = order.count
  }

  var isFinished: Bool { order.isEmpty }

  /// The number of concurrent requests.
  var underWay: Int { slices.values.count { $0.progress == .asking } }

  /// Returns the next request to send; nil if `width` are under way or there is none.
  /// - Parameter enough: the concurrency that keeps the rate; above it no slice is split unless it
  ///   is much longer than the others, because the last page of a slice is seldom full.
  mutating func nextCommand(width: Int, enough: Int? = nil) -> Command? {
    guard fault == nil, underWay < min(width, 1 + ramp * pagesReceived) else { return nil }
    let isFull = heldBytes > maxHeldBytes
    let candidates = isFull ? wantedSlices.prefix(1) : wantedSlices
    switch timeOrder {
    case .oldestFirst:
      let free = min(width, 1 + pagesReceived) - underWay
      let mayDivide = !isFull && underWay < enough ?? width
      return next(upwards: candidates, width: enough ?? width, free: free, mayHalve: mayDivide)
        .flatMap { ask($0) }
    case .newestFirst:
      if let number = nextWaiting(candidates, width: enough ?? width) { return ask(number) }
      guard !isFull else { return nil }
      return next(downwards: candidates, width: enough ?? width).flatMap { ask($0) }
    }
  }

  /// The number of additional concurrent requests for each page received.
  private var ramp: Int { wanted == nil ? Self.ramp.unknown : Self.ramp.requested }

  /// The slices whose next rows will probably be needed.
  private var wantedSlices: ArraySlice<Int> {
    guard let wanted else { return order[...] }
    var expected = Double(handedOn)
    let end = order.firstIndex { number in
      guard let slice = slices[number] else { return false }
      // Newest first, waiting rows are returned at once; oldest first, not before the slice is
      // complete.
      let held = timeOrder == .newestFirst ? slice.heldRows : 0
      guard expected + Double(held) < Double(wanted) else { return true }
      expected += Double(slice.heldRows) + (slice.remainingRows ?? 0)
      return false
    }
    return order[..<(end ?? order.endIndex)]
  }

  /// Takes the response to a command; returns nil if it has no new rows, or a fault.
  mutating func received(_ page: SlicePage, for command: Command) -> Received? {
    guard fault == nil, var slice = slices[command.slice] else { return nil }
    let asked = TimeRange(command.parameters["created"])
    let new = page.rows(otherThan: slice.recent)
    if let flaw = asked.fault(of: new, after: slice.reached) {
      fault = flaw
      return nil
    }
    // Rows below the slice belong to one that was split off while this page was under way.
    let below = slice.oldest.flatMap { oldest in
      page.rows.firstIndex { $0.created < oldest }
    }
    let own = page.rows[..<(below ?? page.rows.endIndex)]
    let fresh = below == nil ? new : new.filter { $0.created >= slice.oldest ?? .min }
    let rows = timeOrder == .newestFirst ? fresh.map(\.row) : fresh.reversed().map(\.row)
    slice.take(
      fresh,
      as: RangeScan.HeldPage(
        number: pagesReceived, rows: rows, end: fresh.last?.mark, isPlain: isPlain(command)))
    newestRow = newestRow ?? page.rows.first?.created
    defer { pagesReceived += 1 }
    rowsReceived += rows.count
    heldBytes += rows.byteCount
    promises.received(
      new, of: command.slice, hasMore: page.hasMore, downTo: asked.oldest)
    if below != nil || !page.hasMore {
      slice.progress = .done
    } else if fresh.isEmpty {
      // A page without new rows that announces more: its cursor does not advance enough.
      if !slice.pass(own) { fault = own.isEmpty ? .gaveNone : .repeats }
    } else {
      slice.progress = .waiting
    }
    slices[command.slice] = slice
    return rows.isEmpty ? nil : Received(page: pagesReceived, rows: rows)
  }

  /// Records a fault of the list that a page shows.
  mutating func distrust(_ fault: ListFault) {
    self.fault = self.fault ?? fault
  }

  /// Returns true if a command requests the range of one plain walk.
  func isPlain(_ command: Command) -> Bool { TimeRange(command.parameters["created"]) == range }

  /// Records that the object that a command's cursor names no longer exists.
  mutating func lostCursor(of command: Command) {
    if slices[command.slice]?.resumeAtSecond() == false { fault = .leadsNowhere }
  }

  /// Checks, once all slices are read, that rows followed each page that announced more.
  mutating func settle() {
    if isFinished, !promises.areKept { fault = fault ?? .gaveNone }
  }

  /// Returns the number of the next page to emit; nil while the first slice must be waited for.
  mutating func nextPage() -> Int? {
    while let front = order.first, var slice = slices[front] {
      if let page = slice.nextPage(timeOrder) {
        slices[front] = slice
        handedOn += page.rows
        heldBytes -= page.bytes
        lastHandedOn = page.end
        isPlainSoFar = isPlainSoFar && page.isPlain
        return page.number
      }
      guard slice.progress == .done else { break }
      if timeOrder == .oldestFirst { densityBelow = slice.densityAbove(densityBelow) }
      order.removeFirst()
      slices[front] = nil
    }
    return nil
  }

  private mutating func ask(_ number: Int) -> Command? {
    guard var slice = slices[number] else { return nil }
    slice.progress = .asking
    slices[number] = slice
    return Command(slice: number, parameters: parameters(of: slice))
  }

  private func parameters(of slice: RangeScan) -> JSONObject {
    var parameters: JSONObject = ["limit": .integer(pageSize)]
    var created = JSONObject()
    if let newest = slice.newest { created["lte"] = .integer(newest) }
    if let oldest = slice.oldest { created["gte"] = .integer(oldest) }
    if !created.isEmpty { parameters["created"] = .object(created) }
    if let cursor = slice.cursor { parameters["starting_after"] = .string(cursor) }
    return parameters
  }

  /// Splits a slice: it keeps the rows not older than a second, and a new slice gets the others.
  /// Returns the number of the new slice.
  mutating func cut(_ number: Int, at boundary: Int, assumedDensity: Double) -> Int? {
    guard let slice = slices[number], let position = order.firstIndex(of: number) else {
      return nil
    }
    slices[number]?.oldest = boundary
    slices[createdSlices] = RangeScan(
      newest: boundary - 1, oldest: slice.oldest, assumedDensity: assumedDensity)
    order.insert(createdSlices, at: timeOrder == .newestFirst ? position + 1 : position)
    createdSlices += 1
    return createdSlices - 1
  }
}
