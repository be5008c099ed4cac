import JSON

/// Divides one walk of a list among several requests at once, and decides the order in which their
/// pages are handed on: that of the one walk, or exactly the reverse. It decides and remembers; a
/// driver sends, and keeps the rows.
///
/// The spread of rows over time is not known beforehand: the walk begins as one slice, and whenever
/// a request more may be under way, a slice that has much before it is split.
///
/// Stripe's lists go from the newest row down, and so does every slice. Newest first its pages are
/// handed on as they come; oldest first it must be whole before its last page can be.
struct RangeScanScheduler {
  /// A request to send: which slice it is for, and what it adds to the list's own parameters.
  struct Command: Equatable {
    let slice: Int
    let parameters: JSONObject
  }

  /// What a page brought that is new, in the order to hand it on, to be kept under the page's
  /// number until its turn comes.
  struct Received {
    let page: Int
    let rows: [RawJSON]
  }

  let timeOrder: TimeOrder
  let pageSize: Int
  /// Rows that will be handed on at most; nil for all.
  let wanted: Int?
  private let mostHeldBytes: Int
  /// As they are handed on; a slice keeps its number for life.
  private var order: [Int] = [0]
  private(set) var slices: [Int: RangeScan]
  private var nextNumber = 1
  private(set) var handedOn = 0
  private(set) var pagesReceived = 0
  /// The second of the first row received: in a list of any length, its newest.
  private(set) var newestRow: Int?
  /// What was found wrong with the list: its slices cannot be trusted, and nothing is asked for any
  /// more.
  private(set) var fault: ListFault?
  private var promises = PagePromises()
  /// The last row handed on, in the order of the list.
  private(set) var lastHandedOn: RowMark?
  /// Oldest first: rows a second where the front begins, once any row below it was found.
  private(set) var densityBelow: Double?
  /// Bytes of the rows that wait for the front.
  private(set) var heldBytes = 0

  /// A slice of at least this many pages is kept whole: the empty part of its last page is then
  /// small in comparison.
  static let mostPagesAStretch = 20.0
  /// Splitting what holds fewer pages than this would cost more requests than it saves time.
  static let leastPagesToSplit = 4.0
  /// The same where requests are so few that some more cost no time.
  static let leastPagesOfLast = 1.2
  /// The ramp is steeper by one for each such number of requested pages, up to `mostRamp`.
  private static let pagesARamp = 32
  private static let mostRamp = 6
  /// The part of what would be enough below which much of the pace is left unused.
  static let idle = 0.7
  /// Below this many requested rows one walk is nearly as fast, and never reads an extra page.
  static let leastWantedToSplit = 1000

  /// - Parameters:
  ///   - newest: no row is newer, in Unix seconds; `oldest` likewise.
  ///   - mostHeldBytes: beyond so many bytes held back only the front is asked for, so that a
  ///     spread of rows that defies every estimate fills no disk.
  init(
    _ timeOrder: TimeOrder = .newestFirst, pageSize: Int, newest: Int? = nil, oldest: Int? = nil,
    wanted: Int? = nil, mostHeldBytes: Int = 1 << 30
  ) {
    self.timeOrder = timeOrder
    self.pageSize = pageSize
    self.wanted = wanted
    self.mostHeldBytes = mostHeldBytes
    slices = [0: RangeScan(newest: newest, oldest: oldest)]
  }

  var isFinished: Bool { order.isEmpty }

  /// Requests under way.
  var underWay: Int { slices.values.count { $0.progress == .asking } }

  /// The next request to send while no more than `width` are under way; nil when there is none.
  /// - Parameter enough: requests under way that keep the pace: beyond so many no slice is begun,
  ///   for the last page of a slice is seldom full.
  mutating func nextCommand(width: Int, enough: Int? = nil) -> Command? {
    guard fault == nil, underWay < min(width, 1 + ramp * pagesReceived) else { return nil }
    let isFull = heldBytes > mostHeldBytes
    let candidates = isFull ? wantedSlices.prefix(1) : wantedSlices
    let mayDivide = !isFull && underWay < enough ?? width
    switch timeOrder {
    case .oldestFirst:
      let free = min(width, 1 + pagesReceived) - underWay
      return next(upwards: candidates, width: enough ?? width, free: free, mayHalve: mayDivide)
        .flatMap { ask($0) }
    case .newestFirst:
      if let number = candidates.first(where: { slices[$0]?.progress == .waiting }) {
        return ask(number)
      }
      guard mayDivide else { return nil }
      return split(downwards: candidates, width: enough ?? width).flatMap { ask($0) }
    }
  }

  /// Requests more at once for each page received. How far the list reaches shows page by page:
  /// little is requested ahead of it where its size is unknown.
  private var ramp: Int { min(max(1, (wanted ?? 0) / pageSize / Self.pagesARamp), Self.mostRamp) }

  /// The slices whose next rows are expected to be needed.
  private var wantedSlices: ArraySlice<Int> {
    guard let wanted else { return order[...] }
    var expected = Double(handedOn)
    let end = order.firstIndex { number in
      guard let slice = slices[number] else { return false }
      // Newest first what is held is handed on at once; oldest first not before the slice is whole.
      let held = timeOrder == .newestFirst ? slice.heldRows : 0
      guard expected + Double(held) < Double(wanted) else { return true }
      expected += Double(slice.heldRows) + (slice.remainingRows ?? 0)
      return false
    }
    return order[..<(end ?? order.endIndex)]
  }

  /// Takes the page that answers a command; nil where it brings nothing new, or has a fault.
  mutating func received(_ page: SlicePage, for command: Command) -> Received? {
    guard fault == nil, var slice = slices[command.slice] else { return nil }
    let asked = TimeRange(command.parameters["created"])
    let new = page.rows(otherThan: slice.recent)
    if let flaw = asked.fault(of: new, after: slice.reached) {
      fault = flaw
      return nil
    }
    // What lies below the slice belongs to one that was split off while this page was under way.
    let below = slice.oldest.flatMap { oldest in
      page.rows.firstIndex { $0.created < oldest }
    }
    let own = page.rows[..<(below ?? page.rows.endIndex)]
    let fresh = below == nil ? new : new.filter { $0.created >= slice.oldest ?? .min }
    let rows = timeOrder == .newestFirst ? fresh.map(\.row) : fresh.reversed().map(\.row)
    slice.take(
      fresh, as: RangeScan.HeldPage(number: pagesReceived, rows: rows, end: fresh.last?.mark))
    newestRow = newestRow ?? page.rows.first?.created
    defer { pagesReceived += 1 }
    heldBytes += rows.byteCount
    promises.received(
      new, of: command.slice, hasMore: page.hasMore, downTo: asked.oldest)
    if below != nil || !page.hasMore {
      slice.progress = .done
    } else if fresh.isEmpty {
      // A page that brings nothing and promises more: its cursor does not advance enough.
      if !slice.pass(own) { fault = own.isEmpty ? .gaveNone : .repeats }
    } else {
      slice.progress = .waiting
    }
    slices[command.slice] = slice
    return rows.isEmpty ? nil : Received(page: pagesReceived, rows: rows)
  }

  /// Takes what a page shows to be wrong with the list.
  mutating func distrust(_ fault: ListFault) {
    self.fault = self.fault ?? fault
  }

  /// Takes the news that the object that a command's cursor names is gone.
  mutating func lostCursor(of command: Command) {
    if slices[command.slice]?.resumeAtSecond() == false { fault = .leadsNowhere }
  }

  /// Looks, once all slices are read, whether each page that promised more was followed by more.
  mutating func settle() {
    if isFinished, !promises.areKept { fault = fault ?? .gaveNone }
  }

  /// The page to hand on next: nothing can come before it. Nil where the front must be waited for.
  mutating func nextPage() -> Int? {
    while let front = order.first, var slice = slices[front] {
      if let page = slice.nextPage(timeOrder) {
        slices[front] = slice
        handedOn += page.rows
        heldBytes -= page.bytes
        lastHandedOn = page.end
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

  /// Leaves a slice what is not older than a second, and gives the rest to a new slice.
  mutating func cut(_ number: Int, at boundary: Int, assumedDensity: Double) -> Int? {
    guard let slice = slices[number], let position = order.firstIndex(of: number) else {
      return nil
    }
    slices[number]?.oldest = boundary
    slices[nextNumber] = RangeScan(
      newest: boundary - 1, oldest: slice.oldest, assumedDensity: assumedDensity)
    order.insert(nextNumber, at: timeOrder == .newestFirst ? position + 1 : position)
    nextNumber += 1
    return nextNumber - 1
  }
}
