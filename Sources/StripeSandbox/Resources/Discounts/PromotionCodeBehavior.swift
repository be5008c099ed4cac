import JSON

/// Promotion codes: names under which customers redeem a coupon.
struct PromotionCodeBehavior: ResourceBehavior {
  let typeName = "promotion_code"
  let names = ObjectNames(spoken: "promotion code")
  let listRules = ListRules(paths: ["coupon": "promotion.coupon"], values: Self.filterValues)

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let promotion = parameters.object("promotion") else {
      throw .missingParameter("promotion")
    }
    let coupon = try coupon(promotion, in: workspace)
    try checkLimits(parameters, of: coupon, now: workspace.now)
    var code = try PromotionCode(
      workspace.build(typeName, from: parameters, but: ["code", "promotion", "restrictions"]))
    code.promotion = ["coupon": .string(coupon.id), "type": "coupon"]
    code.active = parameters.bool("active") ?? true
    code.code = try name(parameters, in: workspace)
    code.restrictions = try restrictions(parameters.object("restrictions"), in: workspace)
    code.timesRedeemed = 0
    if code.active { try checkIsFree(code, in: workspace) }
    return code.json
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var code = try PromotionCode(
      workspace.merge(parameters, into: object, of: typeName, but: ["restrictions"]))
    if let given = parameters.object("restrictions")?.object("currency_options") {
      code.restrictions.currencyOptions = try options(
        given, code.restrictions.currencyOptions ?? [:], in: workspace)
    }
    if code.active, !PromotionCode(object).active {
      try workspace.discounts.checkIsRedeemable(code, param: "active")
      try checkIsFree(code, in: workspace)
    }
    return code.json
  }

  private func coupon(_ promotion: Parameters, in workspace: Workspace) throws(SandboxError)
    -> Coupon
  {
    promotion.markRead(["type"])
    let param = promotion.name("coupon")
    guard let id = promotion.text("coupon") else { throw .missingParameter(param) }
    let coupon = try workspace.get(Coupon.self, id, param: param)
    guard coupon.isRedeemable(at: workspace.now) else {
      throw SandboxError("Coupon expired: \(id)", code: "coupon_expired", param: param)
    }
    return coupon
  }

  private func checkLimits(_ parameters: Parameters, of coupon: Coupon, now: Int)
    throws(SandboxError)
  {
    if let limit = try parameters.limited("max_redemptions", to: 1...Limits.quantity.upperBound),
      let most = coupon.maxRedemptions, limit > most
    {
      throw SandboxError(
        "The promotion code's max_redemptions cannot be greater than the coupon's, \(most).",
        param: "max_redemptions")
    }
    guard let end = parameters.integer("expires_at") else { return }
    if end <= now {
      throw SandboxError("expires_at must be a time in the future.", param: "expires_at")
    }
    if let last = coupon.redeemBy, end > last {
      throw SandboxError(
        "The promotion code's expires_at cannot be later than the coupon's redeem_by.",
        param: "expires_at")
    }
  }

  /// Source: the SDK's words on `PromotionCode.code`: "lower case letters, upper case letters,
  /// digits, and dashes".
  private func name(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> String
  {
    guard let name = parameters.text("code") else { return workspace.randomCode(8) }
    let isAllowed = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
    }
    guard isAllowed else {
      throw SandboxError(
        "Promotion codes may only contain letters, digits and dashes.", param: "code")
    }
    return name
  }

  private func restrictions(_ given: Parameters?, in workspace: Workspace) throws(SandboxError)
    -> PromotionRestrictions
  {
    var made = PromotionRestrictions([
      "first_time_transaction": false, "minimum_amount": nil, "minimum_amount_currency": nil,
    ])
    guard let given else { return made }
    made.firstTimeTransaction = given.isTrue("first_time_transaction")
    if let least = try given.limited("minimum_amount", to: 1...Limits.amount.upperBound) {
      guard let code = given.text("minimum_amount_currency") else {
        throw .missingParameter(given.name("minimum_amount_currency"))
      }
      made.minimumAmount = least
      made.minimumAmountCurrency = try Currency.supported(
        code, param: given.name("minimum_amount_currency")
      ).code
    } else if given.has("minimum_amount_currency") {
      throw .missingParameter(given.name("minimum_amount"))
    }
    if let options = given.object("currency_options") {
      var known: JSONObject = [:]
      if let code = made.minimumAmountCurrency, let least = made.minimumAmount {
        known[code] = ["minimum_amount": .integer(least)]
      }
      made.currencyOptions = try self.options(options, known, in: workspace)
    }
    return made
  }

  private func options(_ given: Parameters, _ known: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var options = known
    for code in given.values.keys {
      let least = try given.object(code)?.limited(
        "minimum_amount", to: 1...Limits.amount.upperBound)
      let currency = try Currency.supported(code, param: given.name(code)).code
      options[currency] = ["minimum_amount": least.map(JSONValue.integer) ?? nil]
    }
    return options
  }

  /// Only one active code of a name, whatever its case, for each customer and for all.
  private func checkIsFree(_ code: PromotionCode, in workspace: Workspace) throws(SandboxError) {
    for other in try workspace.discounts.codes(named: code.code)
    where other.id != code.id && other.active {
      guard other.customer == code.customer || other.customer == nil || code.customer == nil else {
        continue
      }
      throw SandboxError("An active promotion code with `code: \(code.code)` already exists.")
    }
  }

  /// Codes are found whatever their case.
  private static func filterValues(of object: JSONObject) -> JSONObject {
    let code = PromotionCode(object).code
    return ["code": .array([code, code.lowercased(), code.uppercased()].map(JSONValue.string))]
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let code = PromotionCode(object)
    guard code.active, let end = code.expiresAt else { return [] }
    return [DueDuty(name: "expire", at: end)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var code = PromotionCode(object)
    code.active = false
    try workspace.save(code)
  }
}
