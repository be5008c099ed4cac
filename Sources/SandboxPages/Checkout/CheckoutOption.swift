import JSON
import StripeCatalog
import StripeSandbox

/// Something that a customer may add to what they buy.
struct CheckoutOption: Sendable {
  let priceID: String
  let name: String
  let cost: String
  let isChosen: Bool

  /// - Parameter items: what is bought so far, as the API lists it.
  static func all(_ session: JSONObject, _ items: JSONObject, _ account: AccountClient)
    async throws -> [CheckoutOption]
  {
    let bought = Set(items.array("data").compactMap { $0["price"]?["id"]?.string })
    var all: [CheckoutOption] = []
    for offer in session.array("optional_items").compactMap(\.object) {
      guard let id = offer.text("price") else { continue }
      let price = try await account.send(
        "GET", "/v1/prices/\(Readable.escaped(id))", ["expand": ["product"]])
      let amount = Readable.money(price.amount("unit_amount"), price.text("currency"))
      let interval = Readable.interval(price).map { " \($0)" } ?? ""
      all.append(
        CheckoutOption(
          priceID: id, name: price.object("product")?.text("name") ?? id,
          cost: "\(amount)\(interval)", isChosen: bought.contains(id)))
    }
    return all
  }
}

/// A name that a session asks for.
struct AskedName: Sendable {
  let nameField: String
  let nameLabel: String
  let nameValue: String
  let isOptional: Bool

  static func all(_ session: JSONObject, _ form: JSONObject) -> [AskedName] {
    CheckoutForm.askedNames(session).map { field, isOptional in
      AskedName(
        nameField: field, nameLabel: Readable.title(field), nameValue: form.entered(field) ?? "",
        isOptional: isOptional)
    }
  }
}

/// The field for a customer's tax id.
struct AskedTaxID: Sendable {
  let kinds: [Kind]
  let taxValue: String
  let isRequired: Bool

  struct Kind: Sendable {
    let kind: String
    let isChosen: Bool
  }

  /// Nil where the session does not ask for it.
  init?(_ session: JSONObject, _ form: JSONObject) {
    guard let rule = session.object("tax_id_collection"), rule.isTrue("enabled") else {
      return nil
    }
    let chosen = form.entered("tax_type") ?? "eu_vat"
    kinds = TaxIDKinds.all.map { Kind(kind: $0, isChosen: $0 == chosen) }
    taxValue = form.entered("tax_value") ?? ""
    isRequired = rule.text("required") == "if_supported"
  }
}

/// The kinds of tax ids that Stripe knows.
enum TaxIDKinds {
  static let all: [String] = {
    let type = Catalog.embedded.object(named: "tax_id")?.field(named: "type")?.type
    guard case .enumeration(let words)? = type else { return [] }
    return words.filter { $0 != "unknown" }
  }()
}
