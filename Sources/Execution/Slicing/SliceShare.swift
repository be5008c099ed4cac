/// How what is left of a list is shared out among concurrent requests, newest first.
struct SliceShare {
  /// A slice and the number of rows that are expected of it.
  struct Part {
    let slice: Int
    let rows: Double
    let density: Double
    let isDivisible: Bool
  }

  /// The slices below which rows are known, in the order of the result.
  let parts: [Part]
  /// The number of rows expected of them.
  let provenRows: Double
  /// The number of rows of an even share.
  let stretch: Double
  /// True if all of it can be read at once.
  let isShort: Bool
  /// True if as many requests are under way as keep the rate.
  let isBusy: Bool

  /// The number of shares above which a slice is divided.
  private static let longness = 1.8

  init(
    _ proven: ArraySlice<Int>, unproven: ArraySlice<Int>, of board: RangeScanScheduler, width: Int
  ) {
    parts = proven.indices.map(board.part)
    provenRows = parts.reduce(0) { $0 + $1.rows }
    // What leaps under way may find is shared later.
    let hoped = unproven.reduce(0) { $0 + (board.slices[$1]?.remainingRows ?? 0) }
    let rows = min(
      provenRows + hoped, board.wanted.map { Double($0 - board.handedOn) } ?? .infinity)
    let longest = Double(max(1, width)) * RangeScanScheduler.maxPagesPerStretch * board.page
    let isIdle = Double(board.underWay) < RangeScanScheduler.idle * Double(width) && hoped == 0
    let least =
      isIdle ? RangeScanScheduler.minPagesOfLast : RangeScanScheduler.minPagesToSplit
    isShort = rows <= longest
    isBusy = board.underWay >= width
    stretch = max(min(rows, longest) / Double(max(1, width)), least * board.page)
  }

  /// The slice to divide; nil if none is long enough. What cannot be read at once is read from its
  /// beginning.
  var longPart: Part? {
    let long = parts.filter { $0.isDivisible && $0.rows > Self.longness * stretch }
    let chosen = isShort ? long.max { $0.rows < $1.rows } : long.first
    // A slice much longer than the others would be read alone in the end.
    return chosen.flatMap { !isBusy || $0.rows > 2 * stretch ? $0 : nil }
  }
}

extension RangeScanScheduler {
  /// Leaves a long slice its share, and gives the rest to a new one; returns its number.
  mutating func divide(_ share: SliceShare) -> Int? {
    guard let part = share.longPart else { return nil }
    let count = max(2, (part.rows / share.stretch).rounded())
    return cut(part.slice, after: part.rows / count, density: part.density)
  }

  /// Returns the waiting slice to request next: the first, so that its rows are returned soon; near
  /// the end the longest, so that all end together.
  func nextWaiting(_ candidates: ArraySlice<Int>, width: Int) -> Int? {
    let waiting = candidates.filter { slices[$0]?.progress == .waiting }
    guard waiting.count > 1 else { return waiting.first }
    let parts = candidates.indices.map(part)
    let rows = parts.reduce(0) { $0 + $1.rows }
    guard rows < Double(width) * Self.pagesOfEnd * page else { return waiting.first }
    return parts.filter { waiting.contains($0.slice) }.max { $0.rows < $1.rows }?.slice
  }

  /// Returns what is expected of the slice at a position: a page if its end is not known.
  fileprivate func part(at position: Int) -> SliceShare.Part {
    let number = order[position]
    guard let slice = slices[number] else {
      return SliceShare.Part(slice: number, rows: 0, density: 0, isDivisible: false)
    }
    let density = density(of: slice, at: position)
    let rows: Double =
      if slice.progress == .done {
        0
      } else if let oldest = slice.oldest, let top = slice.top {
        max(0, Double(top) - Double(oldest)) * density
      } else {
        page
      }
    return SliceShare.Part(
      slice: number, rows: rows, density: density, isDivisible: slice.isDivisible)
  }

  /// Returns the expected rows per second of what is left of a slice: between those at its top and
  /// those of the slice below.
  private func density(of slice: RangeScan, at position: Int) -> Double {
    guard position + 1 < order.count, let below = slices[order[position + 1]], below.isBegun
    else { return slice.density }
    return (slice.density * below.densityBehind).squareRoot()
  }
}
