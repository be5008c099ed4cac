import GRDB

/// A position in a list: lists are in descending order of both numbers.
struct ListPlace: Sendable, Hashable {
  let position: Int
  let seq: Int64
}

/// The rows of the store that a list or a search selects, and where it starts.
struct Selection {
  /// Where candidates come from, in list order.
  enum Source {
    /// All objects of a type.
    case type(String)
    /// Those with a value in the index; several values cost a sort.
    case index(name: String, values: [String])
  }

  /// Which way from `place` the list is walked.
  enum Direction {
    /// Towards older objects.
    case forward
    /// Towards newer ones.
    case backward
  }

  var source: Source
  /// Bounds on `position`, both included.
  var positions: ClosedRange<Int> = Int.min...Int.max
  /// What the digest of a row must pass; nil where the source says it all.
  var test: ((_ digest: DigestReader, _ position: Int) -> Bool)?
  var place: ListPlace?
  var direction = Direction.forward
  var limit: Int

  /// The rows, in list order, and whether there are more beyond them in the direction walked.
  func run(_ database: Database) throws -> (rows: [ListPlace], hasMore: Bool) {
    var rows: [ListPlace] = []
    let cursor = try Row.fetchCursor(
      database.cachedStatement(sql: sql), arguments: StatementArguments(arguments))
    while let row = try cursor.next() {
      if let test {
        let position: Int = row[0]
        let passes = try row.withUnsafeData(atIndex: 2) { data in
          data?.withUnsafeBytes { test(DigestReader($0), position) } ?? false
        }
        guard passes else { continue }
      }
      if rows.count == limit {
        return (inListOrder(rows), true)
      }
      rows.append(ListPlace(position: row[0], seq: row[1]))
    }
    return (inListOrder(rows), false)
  }

  /// How many rows there are, up to a most.
  func count(_ database: Database, upTo most: Int) throws -> Int {
    var whole = self
    whole.place = nil
    whole.limit = most
    return try whole.run(database).rows.count
  }

  private func inListOrder(_ rows: [ListPlace]) -> [ListPlace] {
    direction == .forward ? rows : rows.reversed()
  }

  private var sql: String {
    let order = direction == .forward ? "DESC" : "ASC"
    let end =
      bounds.map { " AND \($0.sql)" }.joined()
      + " ORDER BY position \(order), seq \(order)"
    switch source {
    case .type:
      return "SELECT position, seq, digest FROM objects WHERE type = ?\(end)"
    case .index(_, let values):
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      let places =
        "SELECT position, seq FROM filters WHERE name = ? AND value IN (\(marks))\(end)"
      guard test != nil else { return places }
      return "SELECT p.position, p.seq, digest FROM (\(places)) p JOIN objects USING (seq)"
        + " ORDER BY p.position \(order), p.seq \(order)"
    }
  }

  private struct Bound {
    let sql: String
    let values: [Int]
  }

  /// At most one bound for each end, so that the database walks the index between them and nothing
  /// else, however deep the page.
  private var bounds: [Bound] {
    var low =
      positions.lowerBound == .min
      ? nil : Bound(sql: "position >= ?", values: [positions.lowerBound])
    var high =
      positions.upperBound == .max
      ? nil : Bound(sql: "position <= ?", values: [positions.upperBound])
    if let place {
      switch direction {
      case .forward where place.position <= positions.upperBound:
        high = Bound(sql: "(position, seq) < (?, ?)", values: [place.position, Int(place.seq)])
      case .backward where place.position >= positions.lowerBound:
        low = Bound(sql: "(position, seq) > (?, ?)", values: [place.position, Int(place.seq)])
      case .forward, .backward:
        break
      }
    }
    return [low, high].compactMap(\.self)
  }

  private var arguments: [any DatabaseValueConvertible] {
    var arguments: [any DatabaseValueConvertible] = []
    switch source {
    case .type(let type): arguments.append(type)
    case .index(let name, let values):
      arguments.append(name)
      arguments += values
    }
    return arguments + bounds.flatMap(\.values)
  }
}
