import GRDB
import JSON

/// All the rows one purchase made, as a pattern to make others like it: its ids, its times and the
/// people in it are gaps, everything else is copied byte by byte.
struct SeedPattern: Sendable {
  /// What a gap is filled with.
  enum Gap: Sendable, Hashable {
    /// The id of the pattern's row of that number.
    case id(Int)
    /// A time, kept at its distance from the purchase.
    case time(Int)
    case customer, email, name, method, prefix, number
  }

  enum Piece: Sendable {
    case bytes([UInt8])
    case gap(Gap)
    /// A text to be printed as JSON.
    case quoted(Gap)
  }

  struct Entry: Sendable {
    let name: String
    let kind: Digest.Kind
    /// Nil for what stays as it is.
    let gap: Gap?
    let value: String
  }

  struct Row: Sendable {
    let resource: Resource
    let idPrefix: String
    let parent: Gap?
    let position: Int
    let entries: [Entry]
    let pieces: [Piece]
    /// With the fields that are shown on request only, where there are any.
    let wholePieces: [Piece]?
  }

  /// When the pattern's purchase was made.
  let time: Int
  let rows: [Row]
  /// Whose purchase it was.
  let customer: SeedShop.Customer?
  /// Whether there is an invoice in it that has a number.
  let hasNumber: Bool

  /// Whether nothing will become of it any more, to go by its first row.
  var isOver: Bool {
    let over = ["canceled", "paid", "succeeded", "uncollectible", "void"]
    return rows.first?.entries.contains { $0.name == "status" && over.contains($0.value) } ?? false
  }

  /// Reads the rows that were added after a row number.
  init(
    after last: Int64, _ caller: SeedCaller, customer: SeedShop.Customer?, time: Int
  ) throws {
    self.time = time
    self.customer = customer
    let rows = try KeptRow.all(after: last, caller.database)
    var gaps = SeedGaps(customer)
    for (number, row) in rows.enumerated() { gaps.ids[row.id] = .id(number) }
    let numbers = try rows.compactMap { try $0.number() }
    hasNumber = !numbers.isEmpty
    for number in numbers { gaps.texts[number] = .number }
    self.rows = rows.compactMap { row in
      caller.surroundings.resources[row.type].map { gaps.pattern(row, $0) }
    }
  }

  /// A row as the database has it.
  struct KeptRow {
    let type: String
    let id: String
    let parent: String?
    let position: Int
    let digest: Digest
    let body: PrintedBody

    static func all(after last: Int64, _ database: Database) throws -> [KeptRow] {
      let rows = try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT type, id, parent, position, digest, bodies.body, whole_bodies.body
          FROM objects JOIN bodies USING (seq) LEFT JOIN whole_bodies USING (seq)
          WHERE seq > ? ORDER BY seq
          """, arguments: [last])
      return try rows.map { row in
        KeptRow(
          type: row[0], id: row[1], parent: row[2], position: row[3],
          digest: Digest(bytes: try row.withUnsafeData(atIndex: 4) { $0.map(Array.init) ?? [] }),
          body: PrintedBody(
            shown: try row.withUnsafeData(atIndex: 5) { $0.map(Array.init) ?? [] },
            whole: try row.withUnsafeData(atIndex: 6) { $0.map(Array.init) }))
      }
    }

    /// The number a customer sees, of an invoice that has one.
    func number() throws -> String? {
      guard type == "invoice" else { return nil }
      return try JSONValue(parsing: body.shown)["number"]?.string
    }
  }
}
