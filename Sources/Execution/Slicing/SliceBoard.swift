import JSON

/// Divides one walk of a list among several requests at once, and hands its rows on in the order of
/// the one walk. It decides and remembers; a driver sends.
///
/// The spread of rows over time is not known beforehand: the walk begins as one slice, and whenever
/// a request more may be under way, the slice with the most before it is split.
struct SliceBoard {
  /// A request to send: which slice it is for, and what it adds to the list's own parameters.
  struct Order: Equatable {
    let slice: Int
    let parameters: JSONObject
  }

  private let pageSize: Int
  /// Rows that will be handed on at most; nil for all.
  private let wanted: Int?
  /// Newest first; a slice keeps its number for life.
  private var order: [Int] = [0]
  private var slices: [Int: TimeSlice]
  private var nextNumber = 1
  private var handedOn = 0
  private var pagesReceived = 0
  /// Bytes of the rows that wait for the front.
  private var heldBytes = 0

  /// Splitting what holds fewer pages than this would cost more requests than it saves time.
  private static let leastPagesToSplit = 3.0
  /// Below this many wanted rows one walk is nearly as fast, and never asks for a page too many.
  private static let leastWantedToSplit = 1000
  /// Beyond so many bytes held back only the front is asked for.
  private static let mostHeldBytes = 48 << 20

  init(pageSize: Int, newest: Int? = nil, oldest: Int? = nil, wanted: Int? = nil) {
    self.pageSize = pageSize
    self.wanted = wanted
    slices = [0: TimeSlice(newest: newest, oldest: oldest)]
  }

  var isFinished: Bool { order.isEmpty }

  /// Requests under way.
  var underWay: Int { slices.values.count { $0.progress == .asking } }

  /// The next request to send while no more than `width` are under way; nil when there is none.
  mutating func nextOrder(width: Int) -> Order? {
    // How far the list reaches shows page by page: until then little is asked ahead of it.
    guard underWay < min(width, 1 + 2 * pagesReceived), !isSatisfied else { return nil }
    if heldBytes > Self.mostHeldBytes {
      return order.first.flatMap { slices[$0]?.progress == .waiting ? ask($0) : nil }
    }
    if let number = order.first(where: { slices[$0]?.progress == .waiting }) {
      return ask(number)
    }
    return split(width: width).flatMap { ask($0) }
  }

  /// Whether what is at hand is all that is wanted.
  private var isSatisfied: Bool {
    guard let wanted else { return false }
    let atFront = order.first.flatMap { slices[$0] }?.pages.reduce(0) { $0 + $1.count } ?? 0
    return handedOn + atFront >= wanted
  }

  /// Takes the page that answers an order.
  mutating func received(_ page: SlicePage, for order: Order) {
    guard var slice = slices[order.slice] else { return }
    // What lies below the slice belongs to one that was split off while this page was under way.
    let below = slice.oldest.flatMap { oldest in
      page.rows.firstIndex { $0.created < oldest }
    }
    let own = page.rows[..<(below ?? page.rows.endIndex)]
    let fresh = own.filter { !slice.recent.contains($0.id) }
    slice.take(fresh)
    pagesReceived += 1
    heldBytes += fresh.reduce(0) { $0 + $1.row.byteCount }
    if below != nil || !page.hasMore {
      slice.progress = .done
    } else if fresh.isEmpty {
      // A page that brings nothing and promises more: its cursor leads nowhere.
      slice.resumeAtSecond()
    } else {
      slice.progress = .waiting
    }
    slices[order.slice] = slice
  }

  /// Takes the news that an order's cursor is no object any more.
  mutating func lostCursor(of order: Order) {
    slices[order.slice]?.resumeAtSecond()
  }

  /// Rows that nothing newer can come before, nil where the front must be waited for.
  mutating func takeRows() -> [RawJSON]? {
    var rows: [RawJSON] = []
    while let front = order.first, var slice = slices[front] {
      for page in slice.pages { rows += page }
      slice.pages = []
      slices[front] = slice
      guard slice.progress == .done else { break }
      order.removeFirst()
      slices[front] = nil
    }
    handedOn += rows.count
    heldBytes -= rows.reduce(0) { $0 + $1.byteCount }
    return rows.isEmpty && !isFinished ? nil : rows
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
  /// Splits the slice with the most before it; the number of the new, older part.
  private mutating func split(width: Int) -> Int? {
    guard mayReadAhead, let number = largest(), var slice = slices[number],
      let boundary = boundary(in: slice, width: width)
    else { return nil }
    var older = TimeSlice(
      newest: boundary - 1, oldest: slice.oldest, assumedDensity: slice.density)
    older.assumedDensity = slice.density
    slice.oldest = boundary
    slices[number] = slice
    slices[nextNumber] = older
    if let position = order.firstIndex(of: number) { order.insert(nextNumber, at: position + 1) }
    nextNumber += 1
    return nextNumber - 1
  }

  /// Whether rows beyond those under way will be wanted.
  private var mayReadAhead: Bool {
    guard let wanted else { return true }
    guard wanted >= Self.leastWantedToSplit else { return false }
    let expected = slices.values.reduce(0.0) { sum, slice in
      let held = slice.pages.reduce(0) { $0 + $1.count }
      return sum + Double(held) + (slice.remainingRows ?? 0)
    }
    return Double(wanted - handedOn) > expected
  }

  /// The slice with the most expected rows: the open end before all others.
  private func largest() -> Int? {
    let begun = order.filter { number in
      guard let slice = slices[number] else { return false }
      return slice.progress != .done && slice.top != nil && slice.density > 0
    }
    if let open = begun.last, slices[open]?.oldest == nil { return open }
    let least = Self.leastPagesToSplit * Double(pageSize)
    return begun.filter { (slices[$0]?.remainingRows ?? 0) >= least }
      .max { (slices[$0]?.remainingRows ?? 0) < (slices[$1]?.remainingRows ?? 0) }
  }

  /// Where to split: an open end keeps a stretch of some pages before it is handed over, a closed
  /// slice is halved.
  private func boundary(in slice: TimeSlice, width: Int) -> Int? {
    guard let reached = slice.top else { return nil }
    let stretch: Double
    if let remaining = slice.remainingSeconds {
      stretch = Double(remaining) / 2
    } else {
      // The more is under way at once, the shorter the stretches, so that what waits for the front
      // stays the same.
      let pages = min(10, max(4, 60 / Double(max(1, width))))
      stretch = pages * Double(pageSize) / slice.density
    }
    let boundary = Double(reached) - stretch.rounded(.up)
    guard boundary > 0, boundary < Double(reached) else { return nil }
    return Int(boundary)
  }
}

/// A page as the board sees it.
struct SlicePage {
  struct Entry {
    let row: RawJSON
    let id: String
    let created: Int
  }

  let rows: [Entry]
  let hasMore: Bool

  /// Nil where the answer is no list of created objects with ids.
  init?(_ page: RawJSON) {
    guard let data = page["data"], data.kind == .array else { return nil }
    var rows: [Entry] = []
    for row in data.elements {
      guard let id = row["id"]?.string, let created = row["created"]?.integer else { return nil }
      rows.append(Entry(row: row, id: id, created: created))
    }
    self.rows = rows
    hasMore = page["has_more"]?.bool ?? false
  }

  init(rows: [Entry], hasMore: Bool) {
    self.rows = rows
    self.hasMore = hasMore
  }
}
