import Expressions
import JSON

/// Sorts rows, nulls last. With a limit it keeps only about that many; without one it writes sorted
/// runs to temporary files, so that memory is bounded for any number of rows.
struct Sorter {
  private let keys: [OrderKey]
  private let limit: Int?
  private let reversesTies: Bool
  private let directory: String
  private var entries: [SortEntry] = []
  private var heldBytes = 0
  private var runs: [SortRun] = []
  private var arrivals = 0

  /// The number of bytes of rows in memory above which a run is written.
  private let budget: Int

  /// Creates a sorter.
  /// - Parameter reversesTies: true to reverse the order of arrival for rows with equal keys.
  init(
    keys: [OrderKey], limit: Int?, reversesTies: Bool = false, directory: String,
    budget: Int = 16 << 20
  ) {
    self.keys = keys
    self.limit = limit
    self.reversesTies = reversesTies
    self.directory = directory
    self.budget = budget
  }

  /// Adds a row: it is sorted by its own values, and returned as `kept`.
  mutating func add(_ row: some Scope, keeping kept: Row) throws {
    var values: [JSONValue] = []
    for key in keys { values.append(try key.scalar.evaluated(on: row)) }
    arrivals += 1
    let compact = kept.compacted
    entries.append(SortEntry(keys: values, arrival: arrivals, row: compact))
    heldBytes += compact.byteCount
    if let limit, entries.count >= max(2 * limit, 1024) { trim(to: limit) }
    if heldBytes > budget { try putAway() }
  }

  /// Calls a function with every row in order, up to the limit.
  mutating func finish(_ handOn: (Row) throws -> Void) throws {
    entries.sort(by: precedes)
    guard !runs.isEmpty else {
      for entry in entries.prefix(limit ?? .max) { try handOn(.raw(entry.row)) }
      return
    }
    try putAway()
    try merge(handOn)
  }

  private mutating func putAway() throws {
    entries.sort(by: precedes)
    runs.append(try SortRun(entries, in: directory))
    entries = []
    heldBytes = 0
  }

  private func merge(_ handOn: (Row) throws -> Void) throws {
    var heads = try runs.map { try $0.next() }
    var left = limit ?? .max
    while left > 0, let least = leastHead(heads), let entry = heads[least] {
      try handOn(.raw(entry.row))
      heads[least] = try runs[least].next()
      left -= 1
    }
  }

  private func leastHead(_ heads: [SortEntry?]) -> Int? {
    var least: Int?
    for (index, head) in heads.enumerated() {
      guard let head else { continue }
      if let best = least, let entry = heads[best], !precedes(head, entry) { continue }
      least = index
    }
    return least
  }

  private mutating func trim(to limit: Int) {
    entries.sort(by: precedes)
    entries.removeLast(entries.count - min(limit, entries.count))
    heldBytes = entries.reduce(0) { $0 + $1.row.byteCount }
  }

  private func precedes(_ left: SortEntry, _ right: SortEntry) -> Bool {
    for (index, key) in keys.enumerated() {
      let (first, second) = (left.keys[index], right.keys[index])
      if first.isNull || second.isNull {
        if first.isNull, second.isNull { continue }
        return second.isNull
      }
      switch Self.order(first, second) {
      case .same: continue
      case .ascending: return !key.isDescending
      case .descending: return key.isDescending
      }
    }
    return (left.arrival < right.arrival) != reversesTies
  }

  /// Returns the order of two values; values of different kinds are ordered by their kind.
  private static func order(_ left: JSONValue, _ right: JSONValue) -> Values.Order {
    if let order = Values.order(left, right, as: .any) { return order }
    let ranks = (rank(left), rank(right))
    if ranks.0 == ranks.1 { return .same }
    return ranks.0 < ranks.1 ? .ascending : .descending
  }

  private static func rank(_ value: JSONValue) -> Int {
    switch value {
    case .null: 0
    case .bool: 1
    case .number: 2
    case .string: 3
    case .array: 4
    case .object: 5
    }
  }
}

extension Row {
  /// The row detached from its page, and without white space between its tokens.
  fileprivate var compacted: RawJSON {
    switch self {
    case .raw(let raw): raw.compacted
    case .computed(let value): RawJSON(value)
    }
  }
}
