import JSON

/// Coupons: what they take off, for whom, and until when.
struct CouponBehavior: ResourceBehavior {
  let typeName = "coupon"
  let names = ObjectNames(pathParameter: "coupon")
  /// Discounts stay when their coupon is deleted. Source: the SDK's words on `Coupon.delete`.
  let deletion = DeletionRules(
    keptFields: ["amount_off", "applies_to", "currency", "currency_options", "percent_off"])

  /// Source: the docstring of the SDK's `CouponCreateParams.name`.
  private static let nameLength = 40

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if let id = parameters.text("id"), try workspace.find(Coupon.self, id) != nil {
      throw SandboxError("Coupon already exists.", code: "resource_already_exists")
    }
    try checkWorth(parameters, in: workspace)
    try checkDuration(parameters)
    try checkLimits(parameters, now: workspace.now)
    let own: Set<String> = ["applies_to", "currency", "currency_options", "duration"]
    var coupon = try Coupon(workspace.build(typeName, from: parameters, but: own))
    if !parameters.has("id") { coupon.json["id"] = .string(workspace.randomText(8)) }
    coupon.currency = parameters.text("currency")?.lowercased()
    coupon.duration = parameters.text("duration") ?? "once"
    coupon.timesRedeemed = 0
    coupon.valid = true
    if let products = parameters.object("applies_to") {
      coupon.appliesTo = try appliesTo(products, in: workspace)
    }
    try putOptions(parameters, into: &coupon, in: workspace)
    return coupon.json
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try checkName(parameters)
    var coupon = try Coupon(
      workspace.merge(parameters, into: object, of: typeName, but: ["currency_options"]))
    try putOptions(parameters, into: &coupon, in: workspace)
    return coupon.json
  }

  private func checkWorth(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError) {
    guard parameters.has("percent_off") != parameters.has("amount_off") else {
      throw SandboxError(
        "Must specify exactly one of percent_off or amount_off when creating a coupon.",
        code: "parameter_missing", param: "percent_off")
    }
    if parameters.has("percent_off") {
      guard let percent = parameters.decimal("percent_off"), percent > ExactDecimal(0),
        percent <= ExactDecimal(100)
      else { throw SandboxError("Invalid percent_off: must be in (0, 100].", param: "percent_off") }
      return
    }
    _ = try parameters.limited("amount_off", to: 1...Limits.amount.upperBound)
    guard let currency = parameters.text("currency") else { throw .missingParameter("currency") }
    _ = try Currency.supported(currency, param: "currency")
  }

  private func checkDuration(_ parameters: Parameters) throws(SandboxError) {
    let isRepeating = parameters.text("duration") == "repeating"
    if isRepeating, !parameters.has("duration_in_months") {
      throw .missingParameter("duration_in_months")
    }
    if !isRepeating, parameters.has("duration_in_months") {
      throw SandboxError(
        "duration_in_months can only be set when duration is repeating.",
        param: "duration_in_months")
    }
    _ = try parameters.limited("duration_in_months", to: 1...1_200)
  }

  private func checkLimits(_ parameters: Parameters, now: Int) throws(SandboxError) {
    try checkName(parameters)
    _ = try parameters.limited("max_redemptions", to: 1...Limits.quantity.upperBound)
    if let end = parameters.integer("redeem_by"), end <= now {
      throw SandboxError("redeem_by must be a time in the future.", param: "redeem_by")
    }
  }

  private func checkName(_ parameters: Parameters) throws(SandboxError) {
    guard let name = parameters.text("name"), name.count > Self.nameLength else { return }
    throw SandboxError(
      "Invalid string: \(name); must be at most \(Self.nameLength) characters", param: "name")
  }

  private func appliesTo(_ given: Parameters, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    let products = given["products"] ?? []
    for id in products.array?.compactMap(\.string) ?? [] {
      _ = try workspace.get("product", id, param: given.name("products"))
    }
    return ["products": products]
  }

  /// Amounts in currencies other than that of the coupon itself.
  private func putOptions(
    _ parameters: Parameters, into coupon: inout Coupon, in workspace: Workspace
  ) throws(SandboxError) {
    guard let given = parameters.object("currency_options") else { return }
    guard let currency = coupon.currency, let amount = coupon.amountOff else {
      throw SandboxError(
        "currency_options can only be set together with amount_off.", param: "currency_options")
    }
    var options = coupon.currencyOptions ?? [:]
    options[currency] = ["amount_off": .integer(amount)]
    for code in given.values.keys {
      let param = given.name(code)
      guard let option = given.object(code),
        let amount = try option.limited("amount_off", to: 1...Limits.amount.upperBound)
      else { throw .missingParameter("\(param)[amount_off]") }
      options[try Currency.supported(code, param: param).code] = ["amount_off": .integer(amount)]
    }
    coupon.currencyOptions = options
  }

  /// Codes of a coupon that is gone are of no use any more.
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.discounts.deactivateCodes(of: Coupon(object).id)
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let coupon = Coupon(object)
    guard coupon.valid, let end = coupon.redeemBy else { return [] }
    return [DueDuty(name: "expire", at: end)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var coupon = Coupon(object)
    coupon.valid = false
    try workspace.save(coupon)
    try workspace.discounts.deactivateCodes(of: coupon.id)
  }
}
