import JSON

/// Payments by bank transfer: customers send money, which waits in their cash balance until it
/// pays for something.
struct BankTransferService {
  /// The type of payment methods that stand for a customer's cash balance.
  static let type = "customer_balance"

  let workspace: Workspace

  /// Tells the customer where to send the money, and takes what is in the cash balance already.
  func begin(_ object: PaymentIntent, _ method: PaymentMethod) throws(SandboxError)
    -> PaymentIntent
  {
    guard let customer = object.customer else {
      throw SandboxError(
        "You must provide a `customer` to pay by `customer_balance`.", code: "parameter_missing",
        param: "customer")
    }
    let options = object.paymentMethodOptions.object(Self.type)?.object("bank_transfer")
    guard let kind = options?.text("type").flatMap(BankTransferKind.init(rawValue:)) else {
      throw .missingParameter("payment_method_options[customer_balance][bank_transfer][type]")
    }
    var intent = object
    intent.paymentMethod = method.id
    intent.status = .requiresAction
    intent.nextAction = instructions(for: intent, kind)
    try workspace.save(intent)
    let cash = try CashBalance(of: customer, in: workspace)
    guard cash.isAutomatic else { return intent }
    try apply(cash.available(in: intent.currency), to: intent)
    return try workspace.get(PaymentIntent.self, intent.id)
  }

  private func instructions(for intent: PaymentIntent, _ kind: BankTransferKind) -> JSONObject {
    [
      "display_bank_transfer_instructions": [
        "amount_remaining": .integer(intent.amount - intent.funded),
        "currency": .string(intent.currency),
        "financial_addresses": [.object(kind.address(for: intent.customer ?? ""))],
        "hosted_instructions_url": .string(
          "https://payments.stripe.com/bank_transfers/instructions/\(workspace.randomText(32))"),
        "reference": .string(RepeatableText.letters(of: intent.id, 12).uppercased()),
        "type": .string(kind.rawValue),
      ],
      "type": "display_bank_transfer_instructions",
    ]
  }

  /// Money of a customer arrives.
  func fund(_ customer: String, _ parameters: Parameters) throws(SandboxError) -> JSONObject {
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    let currency = try Currency.supported(parameters.text("currency") ?? "").code
    let bank: JSONObject = [
      "reference": parameters["reference"] ?? nil,
      "type": .string(BankTransferKind.usual(in: currency).rawValue),
    ]
    let funded = try move(
      amount, currency, of: customer, "funded", ["bank_transfer": .object(bank)])
    let isAutomatic = try CashBalance(of: customer, in: workspace).isAutomatic
    if isAutomatic { try reconcile(customer, currency, parameters.text("reference")) }
    let cash = try CashBalance(of: customer, in: workspace)
    if cash.available(in: currency) > 0 {
      workspace.announce("cash_balance.funds_available", cash.json)
    }
    return funded
  }

  /// Pays what waits for money: what the transfer names, then the oldest first.
  private func reconcile(_ customer: String, _ currency: String, _ reference: String?)
    throws(SandboxError)
  {
    let intents = try workspace.list(PaymentIntent.self, where: "customer", equals: customer)
      .reversed().filter { $0.currency == currency }
    let named = intents.filter { reference != nil && $0.transferReference == reference }
    for intent in named + intents.filter({ !named.contains($0) }) {
      if intent.isAwaitingTransfer {
        try apply(CashBalance(of: customer, in: workspace).available(in: currency), to: intent)
      } else if let invoice = try workspace.invoices.payments.invoice(awaiting: intent) {
        try pay(invoice, by: intent)
      }
    }
  }

  /// Pays a new invoice from what its customer has sent already.
  func pay(_ invoice: Invoice) throws(SandboxError) {
    guard let intent = try workspace.invoices.payments.defaultIntent(of: invoice),
      try CashBalance(of: invoice.customer, in: workspace).isAutomatic,
      let waiting = try workspace.invoices.payments.invoice(awaiting: PaymentIntent(intent))
    else { return }
    try pay(waiting, by: PaymentIntent(intent))
  }

  /// Source: Stripe's guide to bank transfers: invoices are not funded in part.
  private func pay(_ invoice: Invoice, by object: PaymentIntent) throws(SandboxError) {
    let cash = try CashBalance(of: invoice.customer, in: workspace)
    guard cash.available(in: object.currency) >= invoice.amountRemaining else { return }
    var intent = object
    let method = try workspace.paymentMethods.make(Parameters(["type": .string(Self.type)]))
    try workspace.save(method)
    intent.amount = invoice.amountRemaining
    intent.paymentMethod = method.id
    try apply(intent.amount, to: intent)
  }

  /// Applies cash to an intent by hand.
  func apply(_ intent: PaymentIntent, _ parameters: Parameters) throws(SandboxError)
    -> PaymentIntent
  {
    if let invoice = try workspace.invoices.payments.invoice(awaiting: intent) {
      _ = (parameters.integer("amount"), parameters.text("currency"))
      try pay(invoice, by: intent)
      return try workspace.get(PaymentIntent.self, intent.id)
    }
    guard intent.isAwaitingTransfer, let customer = intent.customer else {
      throw .unexpectedState(
        "Only a PaymentIntent that waits for a bank transfer can be paid from the customer's cash"
          + " balance.", of: intent.json)
    }
    if let code = parameters.text("currency"), code.lowercased() != intent.currency {
      throw SandboxError(
        "The currency must be that of the PaymentIntent: \(intent.currency).", param: "currency")
    }
    let known = try CashBalance(of: customer, in: workspace).available(in: intent.currency)
    let amount = parameters.integer("amount") ?? min(known, intent.amount - intent.funded)
    guard amount > 0, amount <= known else {
      throw SandboxError("The customer's cash balance is too low.", param: "amount")
    }
    try apply(amount, to: intent)
    return try workspace.get(PaymentIntent.self, intent.id)
  }

  private func apply(_ available: Int, to object: PaymentIntent) throws(SandboxError) {
    var intent = object
    let amount = min(available, intent.amount - intent.funded)
    guard amount > 0, let customer = intent.customer else { return }
    try move(
      -amount, intent.currency, of: customer, "applied_to_payment",
      ["payment_intent": .string(intent.id)])
    intent.funded += amount
    guard intent.funded < intent.amount else {
      var method = try workspace.get(PaymentMethod.self, intent.paymentMethod ?? "")
      _ = try workspace.confirming.complete(&intent, &method, mandate: nil)
      return
    }
    intent.remaining = intent.amount - intent.funded
    try workspace.save(intent)
    workspace.announce("payment_intent.partially_funded", intent.json)
  }

  /// Gives back what was applied to an intent that will not be paid.
  func release(_ intent: inout PaymentIntent) throws(SandboxError) {
    guard intent.funded > 0, let customer = intent.customer else { return }
    try move(
      intent.funded, intent.currency, of: customer, "unapplied_from_payment",
      ["payment_intent": .string(intent.id)])
    intent.funded = 0
  }

  /// Changes a cash balance and stores the entry that says why.
  ///
  /// - Parameters:
  ///   - amount: in minor units; negative for what goes out.
  ///   - type: Stripe's word for the entry.
  ///   - details: what entries of the type say besides.
  @discardableResult
  func move(
    _ amount: Int, _ currency: String, of customer: String, _ type: String,
    _ details: JSONObject? = nil
  ) throws(SandboxError) -> JSONObject {
    var cash = try CashBalance(of: customer, in: workspace)
    try cash.add(amount, in: currency)
    var entry = try workspace.blank("customer_cash_balance_transaction")
    for name in Self.kinds { entry[name] = nil }
    entry["currency"] = .string(currency)
    entry["customer"] = .string(customer)
    entry["ending_balance"] = .integer(cash.available(in: currency))
    entry["net_amount"] = .integer(amount)
    entry["type"] = .string(type)
    if let details { entry[type] = .object(details) }
    try workspace.save(entry, parent: customer)
    return entry
  }

  /// The details that an entry has of its own type only.
  private static let kinds = [
    "adjusted_for_overdraft", "applied_to_payment", "funded", "refunded_from_payment",
    "transferred_to_balance", "unapplied_from_payment",
  ]
}

extension ObjectView<PaymentIntentFields> {
  /// What bank transfers have brought so far, in minor units.
  fileprivate var funded: Int {
    get { json.amount(".funded") }
    set { json[".funded"] = newValue == 0 ? nil : .integer(newValue) }
  }

  fileprivate var isAwaitingTransfer: Bool {
    self.status == .requiresAction
      && self.nextAction?.text("type") == "display_bank_transfer_instructions"
  }

  /// What the customer is told to write on the transfer.
  fileprivate var transferReference: String? {
    self.nextAction?["display_bank_transfer_instructions"]?["reference"]?.string
  }

  /// What the customer is told to send still.
  fileprivate var remaining: Int {
    get {
      self.nextAction?["display_bank_transfer_instructions"]?["amount_remaining"]?.integer ?? 0
    }
    set {
      guard var instructions = self.nextAction?.object("display_bank_transfer_instructions") else {
        return
      }
      instructions["amount_remaining"] = .integer(newValue)
      self.nextAction?["display_bank_transfer_instructions"] = .object(instructions)
    }
  }
}
