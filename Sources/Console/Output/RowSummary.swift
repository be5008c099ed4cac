import Expressions
import JSON

/// A short description by which a person recognises a row, such as `in_1 (INV-0001, Ann Lee, usd
/// 20.00, open)`.
struct RowSummary {
  let id: String?
  /// The values shown after the id.
  let details: [String]
  private let row: JSONValue?

  /// Fields that identify a row for people. Of each kind, the first one with a value is shown.
  private static let numbers = ["number", "code", "lookup_key"]
  private static let names = ["name", "customer_name", "display_name", "nickname"]
  private static let emails = ["email", "customer_email", "receipt_email"]
  /// Fields whose values are amounts in the row's `currency`.
  private static let amounts = ["total", "amount", "unit_amount", "amount_total", "amount_off"]
  /// Fields that are shown if a row has none of these.
  private static let fallbacks = ["description", "product", "price", "type"]
  /// The maximum number of characters shown of a value.
  private static let maxLength = 40

  /// Creates the description of a row.
  /// - Parameter id: the row's id, if it is known.
  init(_ row: JSONValue?, id: String? = nil) {
    self.row = row
    self.id = id ?? row?["id"]?.string ?? row?.string
    details = row.map(Self.details) ?? []
  }

  /// The id and the values as text.
  var text: String {
    guard let id else {
      return details.isEmpty ? Self.short(row?.compact ?? "") : details.joined(separator: ", ")
    }
    return details.isEmpty ? id : "\(id) (\(details.joined(separator: ", ")))"
  }

  /// True if a row has a name or an e-mail address of its own.
  static func isNamed(_ row: JSONValue) -> Bool { first(of: names + emails, in: row) != nil }

  private static func details(_ row: JSONValue) -> [String] {
    let amount = amounts.lazy.compactMap { Self.amount(row[$0], row["currency"]) }.first
    let name = first(of: names, in: row)
    // Rows with an amount show only one name of the customer.
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

  /// Returns an amount as statements write it, such as `usd 20.00`.
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
