import JSON

/// Taxes that are worked out by where the customer is.
struct AutomaticTaxService {
  let workspace: Workspace

  /// The code of what is no subject to taxes. Source: Stripe's list of tax codes.
  static let nontaxable = "txcd_00000000"

  /// The code of shipping. Source: Stripe's list of tax codes.
  static let shipping = "txcd_92010001"

  /// Why a tax is what it is. Source: the SDK's `taxability_reason`, and Stripe's guide to zero
  /// tax.
  enum Reason: String {
    case standardRated = "standard_rated"
    case notSubject = "not_subject_to_tax"
    case customerExempt = "customer_exempt"
    case reverseCharge = "reverse_charge"
    case notCollecting = "not_collecting"

    /// Whether nothing is due.
    var isFree: Bool { self != .standardRated }
  }

  /// The place that counts for a customer: where things are sent, else where bills go. Source:
  /// Stripe's guide to customer locations.
  static func location(address: JSONObject?, shipping: JSONObject?) -> TaxLocation? {
    let sent = shipping?.object("address")
    return sent?.has("country") == true ? TaxLocation(sent) : TaxLocation(address)
  }

  static func location(of customer: Customer) -> TaxLocation? {
    location(
      address: customer.json.object("address"), shipping: customer.json.object("shipping"))
  }

  static func location(of invoice: Invoice) -> TaxLocation? {
    location(
      address: invoice.json.object("customer_address"),
      shipping: invoice.json.object("customer_shipping"))
  }

  // MARK: - Invoices

  /// The rates of a line; nil where the invoice's taxes are not automatic.
  func rates(of line: InvoiceLine, on invoice: Invoice) throws(SandboxError) -> [TaxRate]? {
    guard invoice.hasAutomaticTax else { return nil }
    guard let buyer = try TaxBuyers(workspace: workspace).buyer(of: invoice) else { return [] }
    let details = line.pricing?.priceDetails
    let behavior = try workspace.find(Price.self, details?.price ?? "")?.json.text("tax_behavior")
    return [
      try rate(
        for: buyer, product: details?.product, behavior: behavior, currency: invoice.currency)
    ]
  }

  /// The rate of shipping; nil where the invoice's taxes are not automatic.
  func shippingRate(of invoice: Invoice) throws(SandboxError) -> TaxRate? {
    guard invoice.hasAutomaticTax, let cost = invoice.shippingCost,
      let buyer = try TaxBuyers(workspace: workspace).buyer(of: invoice)
    else { return nil }
    return try shippingRate(of: cost, for: buyer, in: invoice.currency)
  }

  func shippingRate(of cost: InvoiceShippingCost, for buyer: TaxBuyer, in currency: String)
    throws(SandboxError) -> TaxRate
  {
    let rate = try workspace.find(ShippingRate.self, cost.shippingRate ?? "")
    return try self.rate(
      for: buyer, code: rate?.json.text("tax_code") ?? Self.shipping,
      isInclusive: TaxSettings(workspace: workspace).isInclusive(rate?.taxBehavior, in: currency))
  }

  // MARK: - Rates

  /// The rate of something that is sold by a checkout session or a quote.
  func rate(of item: LineItem, for buyer: TaxBuyer) throws(SandboxError) -> TaxRate {
    try rate(
      for: buyer, product: item.price.product, behavior: item.price.taxBehavior,
      currency: item.currency)
  }

  /// The rate of a product that is sold.
  ///
  /// - Parameters:
  ///   - product: its id.
  ///   - behavior: `tax_behavior` of its price.
  func rate(for buyer: TaxBuyer, product: String?, behavior: String?, currency: String)
    throws(SandboxError) -> TaxRate
  {
    let settings = TaxSettings(workspace: workspace)
    let product = try workspace.find(Product.self, product ?? "")
    let usual = try settings.code
    return try rate(
      for: buyer, code: product?.json.text("tax_code") ?? usual,
      isInclusive: settings.isInclusive(behavior, in: currency))
  }

  /// The rate that a place takes of what has a tax code, as an object.
  func rate(for buyer: TaxBuyer, code: String, isInclusive: Bool)
    throws(SandboxError) -> TaxRate
  {
    let tax = TaxTable.tax(of: buyer.place)
    return try stored(
      tax, buyer.place, reason(for: buyer, code: code), isInclusive: isInclusive)
  }

  private func reason(for buyer: TaxBuyer, code: String) throws(SandboxError) -> Reason {
    switch buyer.exemption {
    case .exempt?: return .customerExempt
    case .reverse?: return .reverseCharge
    case nil: break
    }
    if code == Self.nontaxable { return .notSubject }
    return try collects(at: buyer.place) ? .standardRated : .notCollecting
  }

  /// Returns true if taxes are collected at a place. An account that has no registrations collects
  /// those of all places that the sandbox knows.
  func collects(at place: TaxLocation) throws(SandboxError) -> Bool {
    guard TaxTable.tax(of: place) != nil else { return false }
    let all = try workspace.all(TaxRegistration.typeName).map(TaxRegistration.init)
    return all.isEmpty || all.contains { $0.covers(place) }
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
}
