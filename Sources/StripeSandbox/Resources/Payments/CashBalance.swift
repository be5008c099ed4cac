import JSON

/// The money that a customer has sent and that has paid for nothing yet.
struct CashBalance {
  private(set) var json: JSONObject
  private let customer: String
  private let workspace: Workspace

  init(of customer: String, in workspace: Workspace) throws(SandboxError) {
    self.customer = customer
    self.workspace = workspace
    json = try workspace.customers.cashBalance(of: customer)
  }

  /// True if money pays by itself for what waits for it.
  var isAutomatic: Bool { json.object("settings")?.text("reconciliation_mode") != "manual" }

  /// In minor units.
  func available(in currency: String) -> Int { json.object("available")?.amount(currency) ?? 0 }

  /// Adds an amount, or takes it away, and stores the balance.
  mutating func add(_ amount: Int, in currency: String) throws(SandboxError) {
    var sums = json.object("available") ?? [:]
    let (sum, overflow) = sums.amount(currency).addingReportingOverflow(amount)
    guard !overflow, Limits.amount.contains(sum) else {
      throw SandboxError("The cash balance would be too large.", param: "amount")
    }
    sums[currency] = .integer(sum)
    json["available"] = .object(sums)
    try Singletons.save(
      json, workspace.resource("cash_balance").type, parent: customer, in: workspace)
  }
}

extension CashBalance {
  /// A cash balance with the settings that parameters ask for.
  ///
  /// Source: the SDK's words on `reconciliation_mode`; accounts reconcile by themselves.
  static func changed(_ object: JSONObject, by given: Parameters) -> JSONObject {
    guard let mode = given.object("settings")?.text("reconciliation_mode") else { return object }
    let isDefault = mode == "merchant_default"
    var balance = object
    balance["settings"] = [
      "reconciliation_mode": .string(isDefault ? "automatic" : mode),
      "using_merchant_default": .bool(isDefault),
    ]
    return balance
  }
}

/// The cash balances of customers, at their own address.
struct CashBalanceBehavior: ResourceBehavior {
  let typeName = "cash_balance"

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    CashBalance.changed(object, by: parameters)
  }
}

/// The kinds of bank transfers. Source: the SDK's `bank_transfer.type`.
enum BankTransferKind: String {
  case europe = "eu_bank_transfer"
  case britain = "gb_bank_transfer"
  case japan = "jp_bank_transfer"
  case mexico = "mx_bank_transfer"
  case unitedStates = "us_bank_transfer"

  /// The kind by which money of a currency comes.
  static func usual(in currency: String) -> BankTransferKind {
    ["eur": .europe, "gbp": .britain, "jpy": .japan, "mxn": .mexico][currency] ?? .unitedStates
  }

  /// Where a customer is to send money.
  func address(for customer: String) -> JSONObject {
    let number = JSONValue.string(RepeatableText.digits(of: customer, 10))
    let owner: JSONValue = .string(Singletons.accountName)
    let bank: JSONValue = "STRIPE TEST BANK"
    switch self {
    case .europe:
      return [
        "iban": [
          "account_holder_name": owner, "bic": "TESTBIC1XXX", "country": "DE",
          "iban": .string("DE00" + RepeatableText.digits(of: customer, 18)),
        ],
        "supported_networks": ["sepa"], "type": "iban",
      ]
    case .britain:
      return [
        "sort_code": [
          "account_holder_name": owner, "account_number": number, "sort_code": "000000",
        ],
        "supported_networks": ["bacs", "fps"], "type": "sort_code",
      ]
    case .japan:
      return [
        "supported_networks": ["zengin"], "type": "zengin",
        "zengin": [
          "account_holder_name": owner, "account_number": number, "account_type": "futsu",
          "bank_code": "0000", "bank_name": bank, "branch_code": "000", "branch_name": "TEST",
        ],
      ]
    case .mexico:
      return [
        "spei": ["bank_code": "000", "bank_name": bank, "clabe": number],
        "supported_networks": ["spei"], "type": "spei",
      ]
    case .unitedStates:
      return [
        "aba": [
          "account_holder_name": owner, "account_number": number, "account_type": "checking",
          "bank_name": bank, "routing_number": "000000000",
        ],
        "supported_networks": ["ach", "domestic_wire_us"], "type": "aba",
      ]
    }
  }
}
