import JSON
import SandboxStore
import StripeSandbox

/// All the rows one purchase made, as a pattern to make others like it: its ids, its times and the
/// people in it are gaps, everything else is copied byte by byte.
struct SeedPattern: Sendable {
  /// The kinds of values that a gap is filled with.
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
    let kind: IndexedFields.Kind
    /// Nil for what stays as it is.
    let gap: Gap?
    let value: String
  }

  struct Row: Sendable {
    let type: String
    let idPrefix: String
    let parent: Gap?
    let sortKey: Int
    let entries: [Entry]
    let pieces: [Piece]
    /// With the fields that are shown on request only, where there are any.
    let wholePieces: [Piece]?
    /// What time does with the object.
    var duties: [SeededDuty] = []
  }

  /// When the pattern's purchase was made.
  let time: Int
  let rows: [Row]
  /// Whose purchase it was.
  let customer: SeedShop.Customer?
  /// True if there is an invoice in it that has a number.
  let hasNumber: Bool

  /// True if nothing will become of it any more, to go by its first row.
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
    let rows = try caller.batch.objects.rows(after: last)
    var gaps = SeedGaps(customer)
    for (number, row) in rows.enumerated() { gaps.ids[row.id] = .id(number) }
    let numbers = try rows.compactMap { try $0.number() }
    hasNumber = !numbers.isEmpty
    for number in numbers { gaps.texts[number] = .number }
    self.rows = try rows.map { row in
      var pattern = gaps.pattern(row)
      pattern.duties = try caller.batch.duties(of: row)
      return pattern
    }
  }
}

extension ObjectRow {
  /// The number a customer sees, of an invoice that has one.
  func number() throws -> String? {
    guard type == "invoice" else { return nil }
    return try JSONValue(parsing: body.shown)["number"]?.string
  }
}
