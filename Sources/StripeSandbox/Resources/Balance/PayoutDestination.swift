import JSON

/// Finds the bank account or card that an account is paid out to.
struct PayoutDestination {
  let workspace: Workspace

  /// The destination that a payout names.
  ///
  /// - Throws: 400 where the account has none of that id.
  func named(_ id: String) throws(SandboxError) -> JSONObject {
    for object in try all() where object.text("id") == id { return object }
    throw .missing("external account", id, param: "destination", status: 400)
  }

  /// The account's usual destination for a currency; nil where it has none.
  func usual(in currency: String) throws(SandboxError) -> JSONObject? {
    let fitting = try all().filter { $0.text("currency") == currency }
    return fitting.first { $0["default_for_currency"] == true } ?? fitting.first
  }

  /// The external accounts, which a connected account has at its platform.
  private func all() throws(SandboxError) -> [JSONObject] {
    let account = workspace.account
    var found = try external(of: account, in: workspace)
    if workspace.acting.isConnected {
      found += try workspace.sides.within(workspace.acting.platform) {
        platform throws(SandboxError) in try external(of: account, in: platform)
      }
    }
    return found
  }

  private func external(of account: String, in workspace: Workspace)
    throws(SandboxError) -> [JSONObject]
  {
    try workspace.children("bank_account", of: account)
      + workspace.children("card", of: account)
  }

  /// Marks a bank account that refused a payout: nothing is paid out to it by itself any more.
  func markErrored(_ id: String) throws(SandboxError) {
    if let bank = try workspace.find(BankAccount.self, id) {
      return try Self.mark(bank, in: workspace)
    }
    guard workspace.acting.isConnected else { return }
    try workspace.sides.within(workspace.acting.platform) { platform throws(SandboxError) in
      guard let bank = try platform.find(BankAccount.self, id) else { return }
      try Self.mark(bank, in: platform)
    }
  }

  private static func mark(_ bank: BankAccount, in workspace: Workspace) throws(SandboxError) {
    var bank = bank
    bank.status = "errored"
    try workspace.save(bank)
  }
}

/// Why a bank refuses a payout.
///
/// Source: Stripe's guides to testing Connect and to payout failure codes.
enum PayoutFailure: String, CaseIterable {
  case noAccount = "no_account"
  case accountClosed = "account_closed"
  case insufficientFunds = "insufficient_funds"
  case debitNotAuthorized = "debit_not_authorized"
  case invalidCurrency = "invalid_currency"

  /// The ends of the numbers of test accounts, in all countries with such numbers.
  private var numbers: [String] {
    switch self {
    case .noAccount: ["111111116", "11111116", "0532013001"]
    case .accountClosed: ["111111113", "11111113", "0532013002"]
    case .insufficientFunds: ["222222227", "22222227", "0532013003"]
    case .debitNotAuthorized: ["333333335", "33333335", "0532013004"]
    case .invalidCurrency: ["444444440", "44444440", "0532013005"]
    }
  }

  /// The failure that payouts to an account meet; nil where they succeed.
  static func of(number: String) -> PayoutFailure? {
    let digits = String(number.filter(\.isNumber).drop { $0 == "0" })
    return allCases.first { failure in
      failure.numbers.contains { $0.count == 10 ? digits.hasSuffix($0) : digits == $0 }
    }
  }

  var message: String {
    switch self {
    case .noAccount:
      "The bank account details on file are probably incorrect. No bank account could be located"
        + " with those details."
    case .accountClosed: "The bank account has been closed."
    case .insufficientFunds:
      "Your Stripe account has insufficient funds to cover the payout."
    case .debitNotAuthorized:
      "Debit transactions are not approved on your bank account. (Stripe requires bank accounts to"
        + " be set up for both credit and debit transactions.)"
    case .invalidCurrency:
      "The bank was unable to process this payout because of its currency. This is probably"
        + " because the bank account cannot accept payments in that currency."
    }
  }
}
