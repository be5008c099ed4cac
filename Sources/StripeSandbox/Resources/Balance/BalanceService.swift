import JSON

/// The account's balance: its entries, and what they sum up to.
///
/// The sums are kept by currency and by the time from which the money is available, so that the
/// balance is read without reading every entry.
struct BalanceService {
  let workspace: Workspace

  /// When the money of a payment of now is available: at the beginning of a day, in Unix seconds.
  var settlement: Int {
    get throws(SandboxError) {
      let days = try workspace.payouts.settings().delayDays
      return (workspace.wall / 86_400 + days) * 86_400
    }
  }

  /// Stores an entry and counts it.
  ///
  /// - Parameter payout: the automatic payout that the entry is listed with.
  @discardableResult
  func record(_ entry: LedgerEntry, of payout: String? = nil) throws(SandboxError)
    -> BalanceTransaction
  {
    try carryOver()
    var record = try workspace.make(BalanceTransaction.self)
    record.amount = entry.amount
    record.availableOn = entry.availableOn
    record.balanceType = "payments"
    record.currency = entry.currency.code
    record.description = entry.description
    record.fee = entry.fee
    record.feeDetails = Self.feeDetails(of: entry)
    record.net = entry.amount - entry.fee
    record.payout = payout
    record.reportingCategory = entry.kind.category
    record.source = entry.source
    record.status = entry.availableOn <= workspace.wall ? "available" : "pending"
    record.type = entry.kind.type
    try workspace.save(record)
    try count(record)
    return record
  }

  private static func feeDetails(of entry: LedgerEntry) -> [JSONObject] {
    let share = entry.applicationFee
    let fees: [JSONObject] = [
      [
        "amount": .integer(share.amount),
        "application": share.application.map(JSONValue.string) ?? nil,
        "currency": .string(entry.currency.code),
        "description": .string("\(Singletons.accountName) application fee"),
        "type": "application_fee",
      ],
      [
        "amount": .integer(entry.stripeFee), "application": nil,
        "currency": .string(entry.currency.code),
        "description": .string(entry.feeDescription), "type": "stripe_fee",
      ],
    ]
    return fees.filter { $0["amount"] != 0 }
  }

  /// Counts the entries of a file that was made before sums were kept.
  private func carryOver() throws(SandboxError) {
    let mark = "="
    guard try workspace.find("balance", mark) == nil else { return }
    try add(0, "usd", at: 0, id: mark)
    for entry in try workspace.all("balance_transaction") {
      try count(BalanceTransaction(entry))
    }
  }

  private func count(_ record: BalanceTransaction) throws(SandboxError) {
    // What is available already is one sum: its days are over.
    let at = record.availableOn <= workspace.wall ? 0 : record.availableOn
    try add(record.net, record.currency, at: at, id: "=\(record.currency):\(at)")
  }

  /// Counts the money whose days are over as available, and tells of it.
  func settle() throws(SandboxError) {
    for sum in try workspace.all("balance") {
      let time = sum.amount("available_on")
      guard time > 0, time <= workspace.wall, let currency = sum.text("currency") else { continue }
      try add(sum.amount("net"), currency, at: 0, id: "=\(currency):0")
      try workspace.remove(sum)
    }
    try workspace.announce("balance.available", object())
  }

  private func add(_ net: Int, _ currency: String, at time: Int, id: String)
    throws(SandboxError)
  {
    var sum =
      try workspace.find("balance", id) ?? [
        "id": .string(id), "object": "balance", "currency": .string(currency),
        "available_on": .integer(time), "net": 0,
      ]
    sum["net"] = .integer(sum.amount("net") + net)
    try workspace.save(sum, workspace.resource("balance"), id)
  }

  /// Returns the available and the pending amounts by currency, in minor units.
  func sums() throws(SandboxError) -> (available: [String: Int], pending: [String: Int]) {
    var available: [String: Int] = [:]
    var pending: [String: Int] = [:]
    var sums = try workspace.all("balance")
    // A file that was made before sums were kept has entries only.
    if sums.isEmpty { sums = try workspace.all("balance_transaction") }
    for sum in sums {
      let currency = sum.text("currency") ?? ""
      if sum.amount("available_on") <= workspace.wall {
        available[currency, default: 0] += sum.amount("net")
      } else {
        pending[currency, default: 0] += sum.amount("net")
      }
    }
    return (available, pending)
  }

  /// The balance as it is answered.
  func object() throws(SandboxError) -> JSONObject {
    let (available, pending) = try sums()
    let known = Set(available.keys).union(pending.keys).subtracting(["usd"])
    let currencies = ["usd"] + known.sorted()
    func amounts(_ sums: [String: Int]) -> JSONValue {
      .array(
        currencies.map { currency in
          let amount = JSONValue.integer(sums[currency] ?? 0)
          return [
            "amount": amount, "currency": .string(currency), "source_types": ["card": amount],
          ]
        })
    }
    let nothing: JSONValue = [["amount": 0, "currency": "usd"]]
    return [
      "object": "balance", "available": amounts(available), "livemode": false,
      "pending": amounts(pending),
      "refund_and_dispute_prefunding": ["available": nothing, "pending": nothing],
    ]
  }

  /// Refuses to take out more than is available.
  ///
  /// - Parameter advice: what Stripe says of it.
  func check(_ amount: Int, in currency: Currency, advice: String) throws(SandboxError) {
    guard try amount > sums().available[currency.code] ?? 0 else { return }
    throw SandboxError(advice, code: "balance_insufficient")
  }
}
