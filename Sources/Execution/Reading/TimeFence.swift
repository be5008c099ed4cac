import JSON

/// Limits the rows of one walk to a range of seconds, even if the server ignores the filter by
/// `created`.
struct TimeFence: Sendable {
  private let range: TimeRange
  /// The second of the last row so far; in order, no later row is newer.
  private var reached: Int?
  /// True if rows must come newest first.
  private let requiresOrder: Bool

  /// Creates the fence.
  /// - Parameter reached: the second of the row before the walk, if it continues another.
  init(_ range: TimeRange, reached: Int? = nil, requiresOrder: Bool) {
    self.range = range
    self.reached = reached
    self.requiresOrder = requiresOrder || reached != nil
  }

  /// Returns the rows of a page that are within the range.
  mutating func own(_ rows: [RawJSON]) throws(ListFault) -> [RawJSON] {
    var own: [RawJSON] = []
    for row in rows {
      guard let second = row.createdSecond else {
        own.append(row)
        continue
      }
      guard !requiresOrder || second <= reached ?? .max else { throw .isUnordered }
      reached = second
      if range.contains(second) { own.append(row) }
    }
    return own
  }
}
