import JSON

/// Bank accounts: those that an account is paid out to, and those that customers pay from.
struct BankAccountBehavior: ResourceBehavior {
  let typeName = "bank_account"
  let eventRules = EventRules(further: Self.events, isUpdate: { _ in false })

  private static func events(of change: Change) -> [String] {
    let isOfAccount = (change.after ?? change.before)?.has("account") == true
    let prefix = isOfAccount ? "account.external_account" : "customer.source"
    switch (change.before, change.after) {
    case (nil, _?): return ["\(prefix).created"]
    case (_?, nil): return ["\(prefix).deleted"]
    case (_?, _?), (nil, nil): return ["\(prefix).updated"]
    }
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let name = parameters.has("source") ? "source" : "external_account"
    var account = try workspace.blank(typeName)
    if let details = parameters.object(name) {
      details.markRead(["object"])
      try describe(&account, details, in: workspace)
    } else if let token = parameters.text(name) {
      guard let known = TestBankToken(rawValue: token) else {
        throw .missing("token", token, param: name, status: 400)
      }
      try put(known.number, routing: "110000000", into: &account)
      account["country"] = "US"
      account["currency"] = "usd"
      account["status"] = .string(known.isVerified ? "verified" : "new")
    } else {
      throw .missingParameter(name)
    }
    if name == "external_account", let owner = workspace.pathIDs.first {
      account["account"] = .string(owner)
      try choose(&account, parameters.bool("default_for_currency"), of: owner, in: workspace)
    }
    return try workspace.merge(
      parameters, into: account, of: typeName, but: ["default_for_currency"])
  }

  private func describe(
    _ account: inout JSONObject, _ details: Parameters, in workspace: Workspace
  ) throws(SandboxError) {
    account = try workspace.merge(
      details, into: account, of: typeName, but: ["account_number", "object", "routing_number"])
    guard let number = details.text("account_number"), !number.isEmpty else {
      throw .missingParameter(details.name("account_number"))
    }
    account["currency"] = try .string(Currency.supported(details.text("currency") ?? "usd").code)
    try put(number, routing: details.text("routing_number"), into: &account)
    account["status"] = "new"
  }

  private func put(_ number: String, routing: String?, into account: inout JSONObject)
    throws(SandboxError)
  {
    account["bank_name"] = "STRIPE TEST BANK"
    account["fingerprint"] = .string(RepeatableText.letters(of: "bank \(number)", 16))
    account["last4"] = .string(String(number.suffix(4)))
    account["routing_number"] = routing.map(JSONValue.string) ?? nil
    account[".failure"] = PayoutFailure.of(number: number).map { .string($0.rawValue) }
  }

  /// The first account of a currency is its default one, until another is to be.
  private func choose(
    _ account: inout JSONObject, _ isDefault: Bool?, of owner: String, in workspace: Workspace
  ) throws(SandboxError) {
    let others = try workspace.children(BankAccount.self, of: owner).filter {
      $0.currency == account.text("currency") && $0.defaultForCurrency == true
    }
    let isChosen = isDefault ?? others.isEmpty
    account["default_for_currency"] = .bool(isChosen)
    account["available_payout_methods"] = ["standard"]
    guard isChosen else { return }
    for var other in others {
      other.defaultForCurrency = false
      try workspace.save(other)
    }
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var account = object
    if let isDefault = parameters.bool("default_for_currency"), let owner = object.text("account") {
      account["default_for_currency"] = .bool(isDefault)
      if isDefault { try choose(&account, true, of: owner, in: workspace) }
    }
    return try workspace.merge(
      parameters, into: account, of: typeName, but: ["default_for_currency"])
  }
}

/// The tokens of bank accounts of Stripe's test mode. Source: Stripe's guides to testing.
enum TestBankToken: String {
  case verified = "btok_us_verified"
  case verifiedNoAccount = "btok_us_verified_noAccount"
  case verifiedClosed = "btok_us_verified_accountClosed"
  case verifiedPoor = "btok_us_verified_insufficientFunds"
  case verifiedUnauthorized = "btok_us_verified_debitNotAuthorized"
  case unverified = "btok_us"

  var isVerified: Bool { self != .unverified }

  var number: String {
    switch self {
    case .verified, .unverified: "000123456789"
    case .verifiedNoAccount: "000111111116"
    case .verifiedClosed: "000111111113"
    case .verifiedPoor: "000222222227"
    case .verifiedUnauthorized: "000333333335"
    }
  }
}
