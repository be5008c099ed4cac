import JSON

/// Taxes that are worked out by where the customer is.
struct AutomaticTaxService {
  let workspace: Workspace

  /// The code of products that are never taxed. Source: Stripe's list of tax codes.
  static let exempt = "txcd_00000000"

  /// Why a tax is what it is. Source: the SDK's `taxability_reason`.
  enum Reason: String {
    case standardRated = "standard_rated"
    case productExempt = "product_exempt"
    case customerExempt = "customer_exempt"
    case reverseCharge = "reverse_charge"
    case notCollecting = "not_collecting"

    /// Whether nothing is due.
    var isFree: Bool { self != .standardRated }
  }

  /// The place that counts for a customer: where things are sent, else where bills go.
  static func location(address: JSONObject?, shipping: JSONObject?) -> TaxLocation? {
    TaxLocation(shipping?.object("address")) ?? TaxLocation(address)
  }

  static func location(of customer: Customer) -> TaxLocation? {
    location(
      address: customer.json.object("address"), shipping: customer.json.object("shipping"))
  }

  private static func location(of invoice: Invoice) -> TaxLocation? {
    location(
      address: invoice.json.object("customer_address"),
      shipping: invoice.json.object("customer_shipping"))
  }

  /// The rates of a line; nil where the invoice's taxes are not automatic.
  func rates(of line: InvoiceLine, on invoice: Invoice) throws(SandboxError) -> [TaxRate]? {
    guard invoice.hasAutomaticTax else { return nil }
    guard let place = Self.location(of: invoice) else { return [] }
    let details = line.pricing?.priceDetails
    let product = try workspace.find(Product.self, details?.product ?? "")
    let behavior = try workspace.find(Price.self, details?.price ?? "")?.json.text("tax_behavior")
    return [
      try rate(
        of: place, code: product?.json.text("tax_code"), exemption: invoice.customerTaxExempt,
        isInclusive: Self.isInclusive(behavior, in: invoice.currency))
    ]
  }

  /// Whether a price contains its tax; where it does not say, that depends on the currency. Source:
  /// Stripe's guide to tax behavior, "inferred by currency".
  static func isInclusive(_ behavior: String?, in currency: String) -> Bool {
    switch behavior {
    case "inclusive": true
    case "exclusive": false
    case _?, nil: !["usd", "cad"].contains(currency)
    }
  }

  /// The rate that a place takes of a product, as an object.
  func rate(of place: TaxLocation, code: String?, exemption: String?, isInclusive: Bool)
    throws(SandboxError) -> TaxRate
  {
    let tax = TaxTable.tax(of: place)
    let reason: Reason =
      exemption == "exempt"
      ? .customerExempt
      : exemption == "reverse"
        ? .reverseCharge
        : code == Self.exempt ? .productExempt : tax == nil ? .notCollecting : .standardRated
    return try stored(tax, place, reason, isInclusive: isInclusive)
  }

  private func stored(
    _ tax: PlaceTax?, _ place: TaxLocation, _ reason: Reason, isInclusive: Bool
  ) throws(SandboxError) -> TaxRate {
    let percentage = reason.isFree ? "0" : tax?.percentage ?? "0"
    let words = [
      place.country, place.state ?? "", percentage, reason.rawValue, isInclusive ? "in" : "ex",
    ]
    let id = "txr_" + RepeatableText.letters(of: words.joined(separator: " "), 24)
    if let known = try workspace.find(TaxRate.self, id) { return known }
    var rate = try workspace.make(TaxRate.self)
    rate.json["id"] = .string(id)
    rate.active = false
    rate.displayName = tax?.name ?? "Tax"
    rate.inclusive = isInclusive
    rate.percentage = .number(JSONNumber(validated: percentage))
    rate.rateType = "percentage"
    rate.json["country"] = .string(place.country)
    rate.json["effective_percentage"] = rate.percentage
    rate.json["jurisdiction"] = .string(place.state ?? place.country)
    rate.json["jurisdiction_level"] = place.state == nil ? "country" : "state"
    rate.json["state"] = place.state.map(JSONValue.string) ?? .null
    rate.json["tax_type"] = tax.map { .string($0.type) } ?? .null
    rate.automaticReason = reason.rawValue
    try workspace.saveQuietly(rate.json)
    return rate
  }

  /// Says in an invoice whether its taxes could be worked out.
  func note(on invoice: inout Invoice) {
    guard invoice.hasAutomaticTax, var tax = invoice.json.object("automatic_tax") else { return }
    let isKnown = Self.location(of: invoice) != nil
    tax["provider"] = "stripe"
    tax["status"] = isKnown ? "complete" : "requires_location_inputs"
    invoice.json["automatic_tax"] = .object(tax)
  }

  /// Refuses to make an invoice final whose taxes are not known.
  func check(_ invoice: Invoice) throws(SandboxError) {
    guard invoice.hasAutomaticTax, Self.location(of: invoice) == nil else { return }
    throw Self.unlocated
  }

  /// Source: Stripe's guide to customer locations.
  static let unlocated = SandboxError(
    "The customer's location isn't recognized. Set a valid customer address in order to"
      + " automatically calculate tax.", code: "customer_tax_location_invalid",
    param: "automatic_tax")
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
    if liability?.values.text("type") == "self" { _ = liability?.text("type") }
    var tax = object.object("automatic_tax") ?? [:]
    tax["enabled"] = .bool(isOn)
    tax["liability"] = isOn ? ["type": "self"] : .null
    object["automatic_tax"] = .object(tax)
    return isOn
  }
}
