import JSON

/// Keeps the rows of one plain walk to the seconds that were asked for, whatever the server makes
/// of a filter by `created`.
struct TimeFence: Sendable {
  private let range: TimeRange
  /// The second that was reached by what was handed on before; no row can be newer.
  private var reached: Int?
  /// Whether rows may come in no other order than newest first.
  private let requiresOrder: Bool

  /// - Parameter reached: where the walk continues, the second of the row before.
  init(_ range: TimeRange, reached: Int? = nil, requiresOrder: Bool) {
    self.range = range
    self.reached = reached
    self.requiresOrder = requiresOrder || reached != nil
  }

  /// The rows of a page that are within the range.
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
