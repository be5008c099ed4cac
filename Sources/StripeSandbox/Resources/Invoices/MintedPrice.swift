import Digests
import JSON

/// The price and product of an amount without a price: made once for each amount
/// and description, and never active. Stripe makes no events of them.
struct MintedPrice: Hashable {
  /// A decimal in minor units.
  let unit: String
  let currency: String
  /// The product of the price that this one takes the place of.
  let product: String?
  let name: String?
  let taxBehavior: String?
  let taxCode: String?

  func price(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    let product = try productID(in: workspace)
    let id = "price_\(Self.digest([product, currency, unit, taxBehavior ?? ""], length: 24))"
    if let known = try workspace.find("price", id) { return known }
    var price = try workspace.prices.make(
      Parameters([
        "currency": .string(currency), "product": .string(product), "unit_amount": 0,
      ]), isInline: false
    ).json
    price["id"] = .string(id)
    price["active"] = false
    price["tax_behavior"] = .string(taxBehavior ?? "unspecified")
    let whole = ExactDecimal(unit).flatMap { $0.isWhole ? $0.rounded : nil }
    price["unit_amount"] = whole.map(JSONValue.integer) ?? .null
    price["unit_amount_decimal"] = .string(unit)
    try workspace.saveQuietly(price)
    return price
  }

  private func productID(in workspace: Workspace) throws(SandboxError) -> String {
    if let product { return product }
    let name = name ?? "Invoice item"
    let id = "prod_\(Self.digest([name, taxCode ?? ""], length: 14))"
    guard try workspace.find("product", id) == nil else { return id }
    var fields: JSONObject = ["id": .string(id), "name": .string(name), "active": false]
    if let taxCode { fields["tax_code"] = .string(taxCode) }
    try workspace.saveQuietly(
      ProductBehavior().create(Parameters(fields), in: workspace))
    return id
  }

  /// Letters and digits that are the same for the same texts.
  private static func digest(_ texts: [String], length: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    let bytes = SHA256.hash(texts.joined(separator: "\u{0}")).bytes.prefix(length)
    return String(bytes.map { letters[Int($0) % letters.count] })
  }
}
