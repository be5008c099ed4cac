import JSON

/// A phase of a schedule, as requests describe it.
struct SchedulePhase {
  let given: Parameters
  let workspace: Workspace

  /// Returns the phase as schedules show it.
  ///
  /// - Parameter start: Unix seconds.
  /// - Throws: 400 for a phase that cannot be carried out.
  func make(from start: Int) throws(SandboxError) -> JSONObject {
    var items: [JSONValue] = []
    var first: Price?
    for item in given.array("items") {
      let (price, shown) = try self.item(item)
      first = first ?? price
      items.append(shown)
    }
    guard let first else { throw .missingParameter(given.name("items")) }
    let end = try end(from: start, BillingPeriod(first))
    let currency = given.text("currency") ?? first.currency
    var phase = Self.fields(items, currency, from: start, to: end)
    for name in Self.plain where given.isGiven(name) { phase[name] = given[name] ?? .null }
    if let rates = given["default_tax_rates"] {
      phase["default_tax_rates"] = try .array(
        workspace.taxes.rates(rates, param: given.name("default_tax_rates")).map(\.field))
    }
    if let id = given.text("default_payment_method") {
      _ = try workspace.paymentMethods.named(id, param: given.name("default_payment_method"))
      phase["default_payment_method"] = .string(id)
    }
    phase["discounts"] = .array(try discounts())
    putAutomaticTax(into: &phase)
    phase["trial_end"] = try trialEnd(from: start, to: end).map(JSONValue.integer) ?? .null
    return phase
  }

  private func putAutomaticTax(into phase: inout JSONObject) {
    guard given.putAutomaticTax(into: &phase) != nil else { return }
    var tax = phase.object("automatic_tax") ?? [:]
    tax["disabled_reason"] = .null
    phase["automatic_tax"] = .object(tax)
  }

  /// Parameters that are put into the fields of their names.
  private static let plain = [
    "add_invoice_items", "billing_cycle_anchor", "billing_thresholds", "collection_method",
    "description",
    "invoice_settings", "metadata", "proration_behavior",
  ]

  private func item(_ item: Parameters) throws(SandboxError) -> (Price, JSONValue) {
    let price: Price
    if let id = item.text("price") ?? item.text("plan") {
      price = try workspace.get(Price.self, id, param: item.name("price"))
    } else if let inline = try workspace.prices.inline(item) {
      price = inline
    } else {
      throw .missingParameter(item.name("price"))
    }
    guard price.recurring != nil else {
      throw SandboxError(
        "The price specified is set to `type=one_time` but this field only accepts prices with"
          + " `type=recurring`.", param: item.name("price"))
    }
    let quantity = try item.limited("quantity", to: Limits.quantity)
    var shown = Self.item(price.id, price.isMetered ? nil : quantity ?? 1)
    for name in ["billing_thresholds", "metadata"] where item.has(name) { shown[name] = item[name] }
    return (price, .object(shown))
  }

  /// The coupons and codes, each checked.
  private func discounts() throws(SandboxError) -> [JSONValue] {
    var shown: [JSONValue] = []
    for discount in given.array("discounts") {
      let owner = DiscountOwner(field: nil, id: "", customer: nil)
      _ = try workspace.discounts.redeem([discount], for: owner)
      shown.append(
        .object(
          JSONObject(
            ["coupon", "discount", "promotion_code"].map {
              JSONMember($0, discount[$0] ?? .null)
            })))
    }
    return shown
  }

  private func trialEnd(from start: Int, to end: Int) throws(SandboxError) -> Int? {
    if given.isTrue("trial") { return end }
    guard let moment = given.integer("trial_end") else { return nil }
    guard (start...end).contains(moment) else {
      throw SandboxError(
        "The trial must end within its phase.", param: given.name("trial_end"))
    }
    return moment
  }

  private func end(from start: Int, _ period: BillingPeriod) throws(SandboxError) -> Int {
    if let end = given["end_date"]?.integer {
      guard end > start else {
        throw SandboxError(
          "The phase must end after it starts.", param: given.name("end_date"))
      }
      return end
    }
    var period = period
    if let duration = given.object("duration") {
      period = BillingPeriod(["recurring": .object(duration.values)])
      _ = (duration.text("interval"), duration.integer("interval_count"))
    }
    // Older versions count periods.
    let count = try given.limited("iterations", to: Limits.iterations) ?? 1
    return period.times(count).end(after: start)
  }

  static func item(_ price: String, _ quantity: Int?) -> JSONObject {
    [
      "billing_thresholds": nil, "discounts": [], "metadata": [:], "plan": .string(price),
      "price": .string(price), "quantity": quantity.map(JSONValue.integer) ?? nil,
      "tax_rates": [],
    ]
  }

  static func fields(_ items: [JSONValue], _ currency: String, from start: Int, to end: Int)
    -> JSONObject
  {
    [
      "add_invoice_items": [], "application_fee_percent": nil, "automatic_tax": nil,
      "billing_cycle_anchor": nil, "billing_thresholds": nil, "collection_method": nil,
      "currency": .string(currency), "default_payment_method": nil, "default_tax_rates": [],
      "description": nil, "discounts": [], "end_date": .integer(end), "invoice_settings": nil,
      "items": .array(items), "metadata": [:], "on_behalf_of": nil,
      "proration_behavior": "create_prorations", "start_date": .integer(start),
      "transfer_data": nil, "trial_end": nil,
    ]
  }
}

/// The phases of a request, each of which begins where the one before ends.
struct SchedulePhases {
  let workspace: Workspace

  /// - Parameter start: of the first phase, in Unix seconds.
  func make(_ given: [Parameters], from start: Int) throws(SandboxError) -> [JSONObject] {
    var phases: [JSONObject] = []
    var end = start
    for (index, parameters) in given.enumerated() {
      let named = parameters.integer("start_date")
      if index == 0 { _ = parameters["start_date"] }
      guard index == 0 || named == nil || named == end else {
        throw SandboxError(
          "A phase must start when the one before it ends.", param: parameters.name("start_date"))
      }
      let phase = try SchedulePhase(given: parameters, workspace: workspace).make(from: end)
      end = phase.amount("end_date")
      phases.append(phase)
    }
    guard !phases.isEmpty else { throw .missingParameter("phases") }
    return phases
  }
}
