import Expressions
import JSON

/// One row in a few words, by which a person recognises it:
/// `in_1 (INV-0001, Ann Lee, usd 20.00, open)`.
struct RowSummary {
  let id: String?
  /// Its telling values.
  let details: [String]
  private let row: JSONValue?

  /// Fields that tell a row from others; the first that a row has of each kind is shown.
  private static let numbers = ["number", "code", "lookup_key"]
  private static let names = ["name", "customer_name", "display_name", "nickname"]
  private static let emails = ["email", "customer_email", "receipt_email"]
  /// Fields whose value is an amount in the row's `currency`.
  private static let amounts = ["total", "amount", "unit_amount", "amount_total", "amount_off"]
  /// Shown where none of these is.
  private static let fallbacks = ["description", "product", "price", "type"]
  /// Characters of a value that are shown.
  private static let maxLength = 40

  /// - Parameter id: the row's id where it is known already.
  init(_ row: JSONValue?, id: String? = nil) {
    self.row = row
    self.id = id ?? row?["id"]?.string ?? row?.string
    details = row.map(Self.details) ?? []
  }

  /// The id with the telling values.
  var text: String {
    guard let id else {
      return details.isEmpty ? Self.short(row?.compact ?? "") : details.joined(separator: ", ")
    }
    return details.isEmpty ? id : "\(id) (\(details.joined(separator: ", ")))"
  }

  /// Whether a row itself says by name or address whose it is.
  static func isNamed(_ row: JSONValue) -> Bool { first(of: names + emails, in: row) != nil }

  private static func details(_ row: JSONValue) -> [String] {
    let amount = amounts.lazy.compactMap { Self.amount(row[$0], row["currency"]) }.first
    let name = first(of: names, in: row)
    // What is about money is known by its amount, and whose it is by one name.
    let email = name == nil || amount == nil ? first(of: emails, in: row) : nil
    let customer = name == nil && email == nil ? customer(row) : nil
    let known = [first(of: numbers, in: row), name, email, customer].compactMap { $0 }
    let other = known.isEmpty ? first(of: fallbacks, in: row) : nil
    return known + [other, amount, row["status"]?.string].compactMap { $0 }
  }

  private static func first(of fields: [String], in row: JSONValue) -> String? {
    fields.lazy.compactMap { row[$0]?.string }.first { !$0.isEmpty }.map(short)
  }

  private static func customer(_ row: JSONValue) -> String? {
    guard let customer = row["customer"] else { return nil }
    return first(of: ["name", "email", "id"], in: customer) ?? customer.string
  }

  /// `usd 20.00`, as statements write it.
  private static func amount(_ value: JSONValue?, _ currency: JSONValue?) -> String? {
    guard let amount = value?.integer, let currency = currency?.string,
      let units = MajorUnits(String(amount), in: currency)
    else { return nil }
    return "\(currency) \(units.plain)"
  }

  private static func short(_ text: String) -> String {
    text.count > maxLength ? text.prefix(maxLength) + "…" : text
  }
}
