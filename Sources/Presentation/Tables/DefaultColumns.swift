import Expressions
import JSON
import StripeCatalog

/// The choice of the members of rows that are shown by default.
///
/// Objects that are not in `ObjectColumns` are judged by the field names that are usual in Stripe's
/// API.
enum DefaultColumns {
  /// The maximum number of columns with usual names.
  static let limit = 8
  /// The number of columns that rows with few usual names are filled up to.
  static let unlistedLimit = 6

  /// Usual field names in the order from left to right, with their ranks: 0 is the most important.
  private static let ranked: KeyValuePairs<String, Int> = [
    "number": 1, "type": 1, "status": 0, "active": 1, "name": 0, "display_name": 1, "nickname": 1,
    "title": 1, "email": 0, "customer_name": 3, "customer_email": 2, "event_name": 2,
    "description": 1, "message": 1, "amount": 0, "unit_amount": 0, "total": 0, "amount_total": 0,
    "amount_due": 2, "amount_paid": 3, "amount_refunded": 3, "amount_off": 1, "percent_off": 1,
    "percentage": 1, "fee": 2, "net": 2, "balance": 2, "quantity": 1, "currency": 0, "duration": 2,
    "valid": 3, "brand": 1, "last4": 1, "country": 3, "phone": 2, "customer": 1, "account": 2,
    "product": 1, "price": 2, "default_price": 2, "coupon": 2, "invoice": 2, "subscription": 2,
    "charge": 2, "payment_intent": 2, "payment_method": 3, "source": 3, "destination": 2,
    "reason": 2, "code": 2, "lookup_key": 2, "url": 2, "created": 1, "due_date": 3,
    "expires_at": 3, "arrival_date": 2, "current_period_end": 3, "id": 0,
  ]

  /// Members with the same value in every row, and secrets.
  private static let unwanted: Set<String> = ["object", "livemode", "client_secret", "secret"]

  /// Returns the default columns of rows, the most important first, each with its place from left
  /// to right.
  ///
  /// Members without a value in any row are left out, and so are arrays and objects, except objects
  /// with an `id`, which is shown in their place.
  /// - Parameter object: the type of the rows; nil if the catalog does not know it.
  static func of(_ rows: [RawJSON], _ object: ObjectType?) -> [RankedColumn] {
    if rows.isEmpty { return [] }
    if let columns = object.flatMap(ObjectColumns.of) { return ranked(columns, in: rows) }
    let names = shownNames(in: rows)
    guard !names.isEmpty else { return [RankedColumn(.wholeRow, place: 0)] }
    let listed = ranked.enumerated()
      .filter { names.contains($0.element.key) }
      .sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
      .prefix(limit)
      .map { RankedColumn(column($0.element.key, object), place: $0.offset) }
    let unlisted =
      names
      .filter { name in !ranked.contains { $0.key == name } }
      .prefix(max(0, unlistedLimit - listed.count))
      .enumerated()
      .map { RankedColumn(column($0.element, object), place: ranked.count + $0.offset) }
    return listed + unlisted
  }

  /// Returns an object's own columns, without those that are empty in all rows. The name of an
  /// expanded customer is shown next to its id.
  private static func ranked(_ columns: [Column], in rows: [RawJSON]) -> [RankedColumn] {
    let areNamed = rows.contains { $0.value(at: customerName)?.string != nil }
    let withNames = columns.flatMap { column in
      column.path == customer && areNamed
        ? [Column("customer.name", at: customerName, showing: .text), column] : [column]
    }
    let shown = withNames.filter { column in
      column.path == id || rows.contains { $0.value(at: column.path)?.isNull == false }
    }
    return shown.enumerated().map { RankedColumn($0.element, place: $0.offset) }
      .sorted { (rank($0), $0.place) < (rank($1), $1.place) }
  }

  /// Returns the order in which columns are kept: the first ones longest, then the row's own id and
  /// creation time, and ids of other objects only if there is space for everything else.
  private static func rank(_ ranked: RankedColumn) -> Int {
    switch ranked.column.kind {
    case _ where ranked.column.path == id: 1
    case _ where ranked.column.path == created: 2
    case .id where ranked.place > 0: 4
    case .unknown, .text, .number, .boolean, .id, .state, .time, .money:
      ranked.place < 4 ? 0 : 3
    }
  }

  private static let id = RowPath(keys: "id")
  private static let created = RowPath(keys: "created")
  private static let customer = RowPath(keys: "customer")
  private static let customerName = RowPath(keys: "customer", "name")

  private static func column(_ key: String, _ object: ObjectType?) -> Column {
    let path = RowPath(keys: key)
    return Column(key, at: path, showing: object?.displayKind(at: path) ?? .unknown)
  }

  private static func shownNames(in rows: [RawJSON]) -> [String] {
    var names: [String] = []
    for member in rows.lazy.flatMap(\.members) where isShown(member.value) {
      if !names.contains(member.key), !unwanted.contains(member.key) { names.append(member.key) }
    }
    return names
  }

  private static func isShown(_ value: RawJSON) -> Bool {
    switch value.kind {
    case .string, .number, .bool: true
    case .object: value["id"]?.string != nil
    case .null, .array: false
    }
  }
}

/// A column with its place from left to right.
struct RankedColumn: Sendable, Hashable {
  let column: Column
  let place: Int

  init(_ column: Column, place: Int) {
    self.column = column
    self.place = place
  }
}
