import JSON

/// Credits that customers were granted, and what they pay for.
struct CreditService {
  let workspace: Workspace

  /// A debit or credit of a grant. Source: the SDK's `CreditBalanceTransaction`.
  enum Movement {
    case granted, expired, voided
    case applied(invoice: String, line: String)
    case reinstated(invoice: String, line: String)

    var word: String {
      switch self {
      case .granted: "credits_granted"
      case .expired: "credits_expired"
      case .voided: "credits_voided"
      case .applied: "credits_applied"
      case .reinstated: "credits_application_invoice_voided"
      }
    }

    /// Whether it adds to the grant.
    var isCredit: Bool {
      switch self {
      case .granted, .reinstated: true
      case .expired, .voided, .applied: false
      }
    }

    fileprivate var details: JSONMember? {
      switch self {
      case .granted: JSONMember("credits_application_invoice_voided", .null)
      case .expired, .voided: JSONMember("credits_applied", .null)
      case .applied(let invoice, let line):
        JSONMember("credits_applied", Self.place(invoice, line))
      case .reinstated(let invoice, let line):
        JSONMember("credits_application_invoice_voided", Self.place(invoice, line))
      }
    }

    private static func place(_ invoice: String, _ line: String) -> JSONValue {
      ["invoice": .string(invoice), "invoice_line_item": .string(line)]
    }
  }

  /// Changes what is left of a grant, and stores both.
  @discardableResult
  func move(_ amount: Int, _ movement: Movement, of grant: inout CreditGrant)
    throws(SandboxError) -> CreditTransaction
  {
    grant.balance += movement.isCredit ? amount : -amount
    try workspace.save(grant)
    var entry = try workspace.make(CreditTransaction.self)
    entry.creditGrant = grant.id
    entry.effectiveAt = max(workspace.now, grant.effectiveAt ?? 0)
    entry.json["test_clock"] = grant.json["test_clock"]
    entry.json[".customer"] = .string(grant.customer)
    entry.type = movement.isCredit ? "credit" : "debit"
    var part: JSONObject = [
      "amount": [
        "monetary": ["currency": .string(grant.currency), "value": .integer(amount)],
        "type": "monetary",
      ]
    ]
    if let details = movement.details { part.members.append(details) }
    part["type"] = .string(movement.word)
    entry.json[movement.isCredit ? "credit" : "debit"] = .object(part)
    try workspace.save(entry)
    return entry
  }

  /// The grants of a customer, newest first.
  func grants(of customer: String) throws(SandboxError) -> [CreditGrant] {
    try workspace.list(CreditGrant.self, where: "customer", equals: customer)
  }

  /// Pays for what an invoice bills of metered prices; stores the lines that are paid for.
  ///
  /// - Returns: whether anything was paid for.
  func apply(to invoice: Invoice) throws(SandboxError) -> Bool {
    var grants = try grants(of: invoice.customer).filter { grant in
      grant.isUsable(at: workspace.now) && grant.balance > 0
        && grant.currency == invoice.currency
    }.sorted(by: CreditGrant.isUsedBefore)
    guard !grants.isEmpty else { return false }
    let lines = try workspace.invoices.lines.all(of: invoice.id)
    let billed = try workspace.invoices.sums.totals(of: lines, on: invoice).lines
    var isUsed = false
    for (index, line) in lines.enumerated() {
      guard let price = try meteredPrice(of: line) else { continue }
      let credits = try pay(billed[index].net, for: line, of: price, by: &grants)
      guard !credits.isEmpty else { continue }
      isUsed = true
      var paid = line
      paid.pretaxCreditAmounts += credits
      try workspace.save(paid)
    }
    return isUsed
  }

  private func meteredPrice(of line: InvoiceLine) throws(SandboxError) -> String? {
    guard let id = line.pricing?.priceDetails?.price,
      let price = try workspace.find(Price.self, id), price.isMetered
    else { return nil }
    return id
  }

  private func pay(
    _ amount: Int, for line: InvoiceLine, of price: String, by grants: inout [CreditGrant]
  ) throws(SandboxError) -> [JSONValue] {
    var left = amount
    var credits: [JSONValue] = []
    for index in grants.indices where left > 0 && grants[index].applies(to: price) {
      let part = min(left, grants[index].balance)
      guard part > 0 else { continue }
      let place = Movement.applied(invoice: line.invoice ?? "", line: line.id)
      let entry = try move(part, place, of: &grants[index])
      credits.append(BilledLine.Credit(transaction: entry.id, amount: part).json)
      left -= part
    }
    return credits
  }

  /// Gives back what an invoice used that is void now. What has expired stays so.
  func reinstate(_ invoice: Invoice) throws(SandboxError) {
    for line in try workspace.invoices.lines.all(of: invoice.id) {
      for credit in line.pretaxCreditAmounts.compactMap(BilledLine.Credit.init) {
        guard let used = try workspace.find(CreditTransaction.self, credit.transaction),
          var grant = try workspace.find(CreditGrant.self, used.creditGrant)
        else { continue }
        try move(credit.amount, .reinstated(invoice: invoice.id, line: line.id), of: &grant)
        guard !grant.isUsable(at: workspace.now) else { continue }
        try move(credit.amount, grant.voidedAt == nil ? .expired : .voided, of: &grant)
      }
    }
  }

  /// Ends a grant: what is left of it is gone.
  func end(_ object: CreditGrant, _ movement: Movement) throws(SandboxError) -> CreditGrant {
    var grant = object
    grant.updated = workspace.now
    if grant.balance > 0 { try move(grant.balance, movement, of: &grant) }
    try workspace.save(grant)
    return grant
  }
}

extension BilledLine.Credit {
  /// As lines and sums show it.
  var json: JSONValue {
    [
      "amount": .integer(amount), "credit_balance_transaction": .string(transaction),
      "type": "credit_balance_transaction",
    ]
  }

  init?(_ shown: JSONValue) {
    guard let transaction = shown["credit_balance_transaction"]?.string else { return nil }
    self.init(transaction: transaction, amount: shown["amount"]?.integer ?? 0)
  }
}
