import JSON

/// Divides one walk of a list among several requests at once, and tells the order in which their
/// pages are handed on: that of the one walk. It decides and remembers; a driver sends, and keeps
/// the rows.
///
/// The spread of rows over time is not known beforehand: the walk begins as one slice, and whenever
/// a request more may be under way, a slice that has much before it is split.
struct SliceBoard {
  /// A request to send: which slice it is for, and what it adds to the list's own parameters.
  struct Order: Equatable {
    let slice: Int
    let parameters: JSONObject
  }

  /// What a page brought that is new, to be kept under the page's number until its turn comes.
  struct Received {
    let page: Int
    let rows: [RawJSON]
  }

  private let pageSize: Int
  /// Rows that will be handed on at most; nil for all.
  private let wanted: Int?
  private let mostHeldBytes: Int
  /// Newest first; a slice keeps its number for life.
  private var order: [Int] = [0]
  private var slices: [Int: TimeSlice]
  private var nextNumber = 1
  private var handedOn = 0
  private var pagesReceived = 0
  /// Bytes of the rows that wait for the front.
  private(set) var heldBytes = 0

  /// A slice of so many pages is kept whole: what its last page falls short of a full one is then
  /// little beside it.
  private static let mostPagesAStretch = 20.0
  /// Splitting what holds fewer pages than this would cost more requests than it saves time.
  private static let leastPagesToSplit = 4.0
  /// The same where requests are so few that some more cost no time.
  private static let leastPagesOfLast = 1.2
  /// For each so many pages that are wanted the ramp is steeper by one, up to `mostRamp`.
  private static let pagesARamp = 32
  private static let mostRamp = 6
  /// The part of what would be enough below which much of the pace is left unused.
  private static let idle = 0.7
  /// Below this many wanted rows one walk is nearly as fast, and never asks for a page too many.
  private static let leastWantedToSplit = 1000

  /// - Parameters:
  ///   - newest: no row is newer, in Unix seconds; `oldest` likewise.
  ///   - mostHeldBytes: beyond so many bytes held back only the front is asked for, so that a
  ///     spread of rows that defies every estimate fills no disk.
  init(
    pageSize: Int, newest: Int? = nil, oldest: Int? = nil, wanted: Int? = nil,
    mostHeldBytes: Int = 1 << 30
  ) {
    self.pageSize = pageSize
    self.wanted = wanted
    self.mostHeldBytes = mostHeldBytes
    slices = [0: TimeSlice(newest: newest, oldest: oldest)]
  }

  var isFinished: Bool { order.isEmpty }

  /// Requests under way.
  var underWay: Int { slices.values.count { $0.progress == .asking } }

  /// The next request to send while no more than `width` are under way; nil when there is none.
  /// - Parameter enough: requests under way that keep the pace: beyond so many no slice is begun,
  ///   for the last page of a slice is seldom full.
  mutating func nextOrder(width: Int, enough: Int? = nil) -> Order? {
    guard underWay < min(width, 1 + ramp * pagesReceived) else { return nil }
    let isFull = heldBytes > mostHeldBytes
    let candidates = isFull ? wantedSlices.prefix(1) : wantedSlices
    if let number = candidates.first(where: { slices[$0]?.progress == .waiting }) {
      return ask(number)
    }
    guard !isFull, underWay < enough ?? width else { return nil }
    return split(candidates, width: enough ?? width).flatMap { ask($0) }
  }

  /// Requests more at once for each page received. How far the list reaches shows page by page:
  /// little is asked ahead of it where nobody said that there is much.
  private var ramp: Int { min(max(1, (wanted ?? 0) / pageSize / Self.pagesARamp), Self.mostRamp) }

  /// The slices whose next rows will be wanted, as far as anybody can tell.
  private var wantedSlices: ArraySlice<Int> {
    guard let wanted else { return order[...] }
    var expected = Double(handedOn)
    let end = order.firstIndex { number in
      guard let slice = slices[number] else { return false }
      guard expected + Double(slice.heldRows) < Double(wanted) else { return true }
      expected += Double(slice.heldRows) + (slice.remainingRows ?? 0)
      return false
    }
    return order[..<(end ?? order.endIndex)]
  }

  /// Takes the page that answers an order; nil where it brings nothing new.
  mutating func received(_ page: SlicePage, for order: Order) -> Received? {
    guard var slice = slices[order.slice] else { return nil }
    // What lies below the slice belongs to one that was split off while this page was under way.
    let below = slice.oldest.flatMap { oldest in
      page.rows.firstIndex { $0.created < oldest }
    }
    let own = page.rows[..<(below ?? page.rows.endIndex)]
    let fresh = own.filter { !slice.recent.contains($0.id) }
    let rows = fresh.map(\.row)
    slice.take(fresh, as: TimeSlice.HeldPage(number: pagesReceived, rows: rows))
    defer { pagesReceived += 1 }
    heldBytes += rows.byteCount
    if below != nil || !page.hasMore {
      slice.progress = .done
    } else if fresh.isEmpty {
      // A page that brings nothing and promises more: its cursor leads nowhere.
      slice.resumeAtSecond()
    } else {
      slice.progress = .waiting
    }
    slices[order.slice] = slice
    return rows.isEmpty ? nil : Received(page: pagesReceived, rows: rows)
  }

  /// Takes the news that an order's cursor is no object any more.
  mutating func lostCursor(of order: Order) {
    slices[order.slice]?.resumeAtSecond()
  }

  /// The page to hand on next: nothing newer can come before it. Nil where the front must be waited
  /// for.
  mutating func nextPage() -> Int? {
    while let front = order.first, var slice = slices[front] {
      if let page = slice.pages.popFirst() {
        slices[front] = slice
        handedOn += page.rows
        heldBytes -= page.bytes
        return page.number
      }
      guard slice.progress == .done else { break }
      order.removeFirst()
      slices[front] = nil
    }
    return nil
  }

  private mutating func ask(_ number: Int) -> Order? {
    guard var slice = slices[number] else { return nil }
    slice.progress = .asking
    slices[number] = slice
    return Order(slice: number, parameters: parameters(of: slice))
  }

  private func parameters(of slice: TimeSlice) -> JSONObject {
    var parameters: JSONObject = ["limit": .integer(pageSize)]
    var created = JSONObject()
    if let newest = slice.newest { created["lte"] = .integer(newest) }
    if let oldest = slice.oldest { created["gte"] = .integer(oldest) }
    if !created.isEmpty { parameters["created"] = .object(created) }
    if let cursor = slice.cursor { parameters["starting_after"] = .string(cursor) }
    return parameters
  }
}

extension SliceBoard {
  /// Splits one of some slices; the number of the new, older part.
  ///
  /// The first that is long keeps a stretch and hands over the rest, so that what is read lies
  /// close behind the front; where none is long, the longest is halved.
  private mutating func split(_ candidates: ArraySlice<Int>, width: Int) -> Int? {
    guard wanted ?? .max >= Self.leastWantedToSplit else { return nil }
    let begun = candidates.filter { slices[$0]?.isDivisible ?? false }
    let stretch = stretch(width: width)
    let long = begun.first { (slices[$0]?.remainingRows ?? .infinity) > 2 * stretch }
    if let long { return split(long, after: stretch) }
    let longest = begun.max { remainingRows($0) < remainingRows($1) }
    let isIdle = wanted != nil && Double(underWay) < Self.idle * Double(width)
    let pages = isIdle ? Self.leastPagesOfLast : Self.leastPagesToSplit
    guard let longest, remainingRows(longest) >= pages * Double(pageSize) else { return nil }
    return split(longest, after: remainingRows(longest) / 2)
  }

  private func remainingRows(_ number: Int) -> Double { slices[number]?.remainingRows ?? 0 }

  /// The rows a long slice keeps: a worker's share of those wanted, but no more than a few pages.
  private func stretch(width: Int) -> Double {
    let share = wanted.map { Double($0 - handedOn) / Double(max(1, width)) } ?? .infinity
    let pages = max(Self.leastPagesToSplit, share / Double(pageSize))
    return min(Self.mostPagesAStretch, pages) * Double(pageSize)
  }

  /// Leaves a slice the seconds in which that many rows are expected, and gives the others to a new
  /// slice behind it.
  private mutating func split(_ number: Int, after rows: Double) -> Int? {
    guard var slice = slices[number], let top = slice.top,
      let position = order.firstIndex(of: number)
    else { return nil }
    let boundary = Double(top) - (rows / slice.density).rounded(.up)
    guard boundary > Double(max(slice.oldest ?? 0, 0)), boundary < Double(top) else { return nil }
    let older = TimeSlice(
      newest: Int(boundary) - 1, oldest: slice.oldest, assumedDensity: slice.densityBehind)
    slice.oldest = Int(boundary)
    slices[number] = slice
    slices[nextNumber] = older
    order.insert(nextNumber, at: position + 1)
    nextNumber += 1
    return nextNumber - 1
  }
}
