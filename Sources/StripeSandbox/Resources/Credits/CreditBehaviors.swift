import JSON

/// Credits that customers are granted for what they use.
struct CreditGrantBehavior: ResourceBehavior {
  let typeName = CreditGrant.typeName

  private static let priorities = 0...100
  private static let usualPriority = 50
  /// Source: the SDK's words on `applicability_config[scope][prices]`.
  private static let mostPrices = 20

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("customer") else { throw .missingParameter("customer") }
    let customer = try workspace.get(Customer.self, id, param: "customer")
    var grant = try workspace.make(CreditGrant.self)
    grant.json = try workspace.merge(
      parameters, into: grant.json, of: typeName,
      but: ["amount", "applicability_config", "effective_at", "expires_at", "priority"])
    grant.json["test_clock"] = customer.json["test_clock"]
    grant.amount = try amount(parameters)
    grant.applicabilityConfig = ["scope": .object(try scope(parameters, in: workspace))]
    grant.category = parameters.text("category") ?? "paid"
    grant.effectiveAt = parameters.integer("effective_at") ?? workspace.now
    grant.expiresAt = try expiry(parameters, in: workspace)
    grant.priority =
      try parameters.limited("priority", to: Self.priorities) ?? Self.usualPriority
    let value = grant.amount.object("monetary")?.amount("value") ?? 0
    try workspace.credits.move(value, .granted, of: &grant)
    return grant.json
  }

  private func amount(_ parameters: Parameters) throws(SandboxError) -> JSONObject {
    let amount = parameters.object("amount")
    _ = amount?.text("type")
    guard let monetary = amount?.object("monetary") else {
      throw .missingParameter("amount[monetary]")
    }
    guard let value = try monetary.limited("value", to: 1...Limits.amount.upperBound) else {
      throw .missingParameter(monetary.name("value"))
    }
    let param = monetary.name("currency")
    let currency = try Currency.supported(monetary.text("currency") ?? "", param: param)
    return [
      "monetary": ["currency": .string(currency.code), "value": .integer(value)],
      "type": "monetary",
    ]
  }

  private func scope(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    guard let scope = parameters.object("applicability_config")?.object("scope") else {
      throw .missingParameter("applicability_config[scope]")
    }
    let type = scope.text("price_type")
    let prices = scope.array("prices")
    guard (type == nil) != prices.isEmpty, prices.count <= Self.mostPrices else {
      throw .onlyOne(["price_type", "prices"], of: scope)
    }
    var ids: [JSONValue] = []
    for given in prices {
      let param = given.name("id")
      let price = try workspace.get(Price.self, given.text("id") ?? "", param: param)
      guard price.isMetered else {
        throw SandboxError("Credit grants can only apply to metered prices.", param: param)
      }
      ids.append(["id": .string(price.id)])
    }
    var shown: JSONObject = [:]
    shown["price_type"] = type.map(JSONValue.string)
    if !ids.isEmpty { shown["prices"] = .array(ids) }
    return shown
  }

  private func expiry(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> Int?
  {
    guard let time = parameters.integer("expires_at") else { return nil }
    guard time > workspace.now else {
      throw SandboxError("`expires_at` must be in the future.", param: "expires_at")
    }
    return time
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var grant = CreditGrant(object)
    if parameters.isGiven("expires_at") {
      try checkIsOpen(grant, in: workspace)
      grant.expiresAt = try expiry(parameters, in: workspace)
    }
    grant.updated = workspace.now
    return try workspace.merge(parameters, into: grant.json, of: typeName, but: ["expires_at"])
  }

  private func checkIsOpen(_ grant: CreditGrant, in workspace: Workspace) throws(SandboxError) {
    if grant.voidedAt != nil { throw SandboxError("This credit grant is voided.") }
    if (grant.expiresAt ?? .max) <= workspace.now {
      throw SandboxError("This credit grant is expired.")
    }
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let grant = CreditGrant(object)
    guard grant.voidedAt == nil, grant.balance > 0, let time = grant.expiresAt else { return [] }
    return [DueDuty(name: "expire", at: time)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    _ = try workspace.credits.end(CreditGrant(object), .expired)
  }

  var actions: [String: Action] {
    [
      "expire": { object, _, workspace throws(SandboxError) in
        var grant = CreditGrant(object ?? [:])
        try checkIsOpen(grant, in: workspace)
        grant.expiresAt = workspace.now
        return try workspace.credits.end(grant, .expired).json
      },
      "void": { object, _, workspace throws(SandboxError) in
        var grant = CreditGrant(object ?? [:])
        try checkIsOpen(grant, in: workspace)
        grant.voidedAt = workspace.now
        return try workspace.credits.end(grant, .voided).json
      },
    ]
  }
}

/// The credits and debits of a customer's grants.
struct CreditTransactionBehavior: ResourceBehavior {
  let typeName = CreditTransaction.typeName
  let listRules = ListRules(values: { object in ["customer": object[".customer"] ?? .null] })
}

/// What a customer has left of all grants.
struct CreditSummaryBehavior: ResourceBehavior {
  let typeName = "billing.credit_balance_summary"

  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("customer") else { throw .missingParameter("customer") }
    let customer = try workspace.get(Customer.self, id, param: "customer")
    let grants = try chosen(
      workspace.credits.grants(of: customer.id), parameters.object("filter"))
    let clock = try customer.json.text("test_clock").flatMap { id throws(SandboxError) in
      try workspace.find(TestClock.self, id)
    }
    let now = clock?.frozenTime ?? workspace.now
    var sums: [String: Int] = [:]
    for grant in grants where grant.isUsable(at: now) {
      sums[grant.currency, default: 0] += grant.balance
    }
    var summary = object
    summary["customer"] = .string(customer.id)
    summary["balances"] = .array(
      sums.sorted { $0.key < $1.key }.map { currency, value in
        let amount: JSONValue = [
          "monetary": ["currency": .string(currency), "value": .integer(value)],
          "type": "monetary",
        ]
        return ["available_balance": amount, "ledger_balance": amount]
      })
    return summary
  }

  private func chosen(_ grants: [CreditGrant], _ filter: Parameters?) throws(SandboxError)
    -> [CreditGrant]
  {
    if filter?.text("type") == "credit_grant" {
      let id = filter?.text("credit_grant")
      guard let grant = grants.first(where: { $0.id == id }) else {
        throw .missing(
          CreditGrant.typeName, id ?? "", param: "filter[credit_grant]", status: 400)
      }
      return [grant]
    }
    let scope = filter?.object("applicability_scope")
    _ = scope?.text("price_type")
    let prices = scope?.array("prices").compactMap { $0.text("id") } ?? []
    return grants.filter { grant in prices.allSatisfy(grant.applies) }
  }
}
