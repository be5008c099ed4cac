import JSON

/// Whether automatic taxes can be worked out, as objects say it.
extension AutomaticTaxService {
  /// Says in an invoice whether its taxes could be worked out.
  func note(on invoice: inout Invoice) {
    guard invoice.hasAutomaticTax else { return }
    Self.note(Self.location(of: invoice) != nil, on: &invoice.json)
  }

  /// Says in an object with automatic taxes whether they could be worked out.
  static func note(_ isLocated: Bool, on object: inout JSONObject) {
    var tax = object.object("automatic_tax") ?? [:]
    tax["provider"] = "stripe"
    tax["status"] = isLocated ? "complete" : "requires_location_inputs"
    object["automatic_tax"] = .object(tax)
  }

  /// Refuses to make an invoice final whose taxes are not known.
  func check(_ invoice: Invoice) throws(SandboxError) {
    guard invoice.hasAutomaticTax, Self.location(of: invoice) == nil else { return }
    throw Self.unlocated()
  }

  /// Refuses automatic taxes of a customer of whom it is not known where they are.
  func check(customer id: String) throws(SandboxError) {
    guard try Self.location(of: workspace.get(Customer.self, id)) == nil else { return }
    throw Self.unlocated()
  }

  /// Source: Stripe's guide to customer locations.
  static func unlocated(param: String = "automatic_tax") -> SandboxError {
    SandboxError(
      "The customer's location isn't recognized. Set a valid customer address in order to"
        + " automatically calculate tax.", code: "customer_tax_location_invalid", param: param)
  }
}

extension ObjectView<InvoiceFields> {
  /// Whether its taxes are worked out by where the customer is.
  var hasAutomaticTax: Bool { json.object("automatic_tax")?.isTrue("enabled") ?? false }
}

extension ObjectView<TaxRateFields> {
  /// Why an automatic tax is what it is; nil for rates of the caller's own.
  var automaticReason: String? {
    get { json.text(".reason") }
    set { json[".reason"] = newValue.map(JSONValue.string) }
  }

  /// The percentage as calculations write it: "19.0".
  var decimal: String {
    let text = json.decimal("percentage")?.description ?? "0"
    return text.contains(".") ? text : "\(text).0"
  }
}

extension Parameters {
  /// Puts a choice of automatic taxes into an object. That another account is liable for them is
  /// not done, and is left to be refused.
  ///
  /// - Returns: whether they are chosen; nil where nothing is said.
  @discardableResult
  func putAutomaticTax(into object: inout JSONObject) -> Bool? {
    guard let given = self.object("automatic_tax"), let isOn = given.bool("enabled") else {
      return nil
    }
    let liability = given.object("liability")
    // Who is liable for taxes says nothing where none are computed.
    if !isOn { given.markRead(["liability"]) }
    if liability?.values.text("type") == "self" { _ = liability?.text("type") }
    var tax = object.object("automatic_tax") ?? [:]
    tax["enabled"] = .bool(isOn)
    tax["liability"] = isOn ? ["type": "self"] : .null
    object["automatic_tax"] = .object(tax)
    return isOn
  }
}
