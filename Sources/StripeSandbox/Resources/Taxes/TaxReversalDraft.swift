import JSON

/// What a reversal takes back of a transaction, each part no more than is left of it.
struct TaxReversalDraft {
  /// A part of a line that is taken back. The amounts are in minor units and not positive.
  struct Reversal {
    var amount: Int
    var tax: Int
    var reference: String?
    var quantity: Int?
    var metadata: JSONObject = [:]
  }

  /// What is left of a line or of shipping, in minor units.
  private struct Rest {
    var amount: Int
    var tax: Int
    let isInclusive: Bool

    init(of fields: JSONObject) {
      let reversed = fields.object(Self.reversed) ?? [:]
      amount = fields.amount("amount") + reversed.amount("amount")
      tax = fields.amount("amount_tax") + reversed.amount("amount_tax")
      isInclusive = fields.text("tax_behavior") == "inclusive"
    }

    /// What the customer paid, with the tax.
    var whole: Int { amount + (isInclusive ? 0 : tax) }

    /// What was taken back before, as the original keeps it.
    static let reversed = ".reversed"
  }

  private(set) var transaction: JSONObject
  private(set) var lines: [JSONObject]
  /// The lines of the reversal.
  private(set) var reversals: [JSONObject] = []
  /// The shipping of the reversal; nil where nothing is taken back of it.
  private(set) var shippingCost: JSONObject?

  init(transaction: JSONObject, lines: [JSONObject]) {
    self.transaction = transaction
    self.lines = lines
  }

  /// Stores what was taken back with the original.
  func save(in workspace: Workspace) throws(SandboxError) {
    for line in lines where line.has(Rest.reversed) { try workspace.save(line) }
    try workspace.save(transaction)
  }

  // MARK: - Single parts

  mutating func reverse(_ id: String, by reversal: Reversal, param: String) throws(SandboxError) {
    guard let index = lines.firstIndex(where: { $0.text("id") == id }) else {
      throw .missing("tax.transaction_line_item", id, param: param, status: 400)
    }
    try take(reversal.amount, reversal.tax, from: &lines[index], param: param)
    let line = lines[index]
    var made: JSONObject = [
      "amount": .integer(reversal.amount), "amount_tax": .integer(reversal.tax),
      "metadata": .object(reversal.metadata), "product": line["product"] ?? nil,
      "quantity": .integer(reversal.quantity ?? line.amount("quantity")),
      "reference": .string(reversal.reference ?? line.text("reference") ?? ""),
      "reversal": ["original_line_item": .string(id)],
    ]
    for name in ["tax_behavior", "tax_code"] { made[name] = line[name] }
    reversals.append(made)
  }

  mutating func reverseShipping(_ amount: Int, tax: Int) throws(SandboxError) {
    let param = "shipping_cost"
    guard var cost = transaction.object("shipping_cost") else {
      throw SandboxError("This tax.transaction has no shipping cost.", param: param)
    }
    cost[Rest.reversed] = transaction[Rest.reversed]
    try take(amount, tax, from: &cost, param: param)
    transaction[Rest.reversed] = cost[Rest.reversed]
    cost[Rest.reversed] = nil
    cost["amount"] = .integer(amount)
    cost["amount_tax"] = .integer(tax)
    shippingCost = cost
  }

  private func take(_ amount: Int, _ tax: Int, from fields: inout JSONObject, param: String)
    throws(SandboxError)
  {
    let rest = Rest(of: fields)
    guard -amount <= rest.amount, -tax <= rest.tax else {
      throw SandboxError(
        "The amount to reverse is greater than what is left of it: \(rest.amount), and"
          + " \(rest.tax) of tax.", param: param)
    }
    let before = fields.object(Rest.reversed) ?? [:]
    fields[Rest.reversed] = [
      "amount": .integer(before.amount("amount") + amount),
      "amount_tax": .integer(before.amount("amount_tax") + tax),
    ]
  }

  // MARK: - All parts

  /// Takes all back of a transaction of which nothing was taken back before.
  mutating func reverseAll() throws(SandboxError) {
    guard !transaction.has(Rest.reversed), !lines.contains(where: { $0.has(Rest.reversed) }) else {
      throw SandboxError(
        "This tax.transaction was already reversed, in whole or in part.",
        param: "original_transaction")
    }
    for line in lines {
      try reverse(
        line.text("id") ?? "",
        by: Reversal(amount: -line.amount("amount"), tax: -line.amount("amount_tax")),
        param: "mode")
    }
    guard let cost = transaction.object("shipping_cost") else { return }
    try reverseShipping(-cost.amount("amount"), tax: -cost.amount("amount_tax"))
  }

  /// Takes an amount with its taxes back, spread over the lines and shipping in proportion to what
  /// is left of each. The sums up to each part are rounded, so no part is more than is left of it.
  mutating func reverse(flat: Int) throws(SandboxError) {
    let rests = lines.map { Rest(of: $0) } + (shippingRest.map { [$0] } ?? [])
    let whole = rests.reduce(0) { $0 + $1.whole }
    guard flat < 0, -flat <= whole else {
      throw SandboxError(
        "The flat_amount must be negative, and not more than what is left of the original:"
          + " \(whole).", param: "flat_amount")
    }
    var (upTo, taken) = (0, 0)
    for (index, rest) in rests.enumerated() {
      upTo += rest.whole
      let share = Self.part(-flat, upTo, of: whole) - taken
      taken += share
      try reverse(rest, share, at: index)
    }
  }

  private mutating func reverse(_ rest: Rest, _ share: Int, at index: Int) throws(SandboxError) {
    guard share > 0 else { return }
    let tax = Self.part(rest.tax, share, of: rest.whole)
    let amount = rest.isInclusive ? share : share - tax
    guard index < lines.count else { return try reverseShipping(-amount, tax: -tax) }
    try reverse(
      lines[index].text("id") ?? "", by: Reversal(amount: -amount, tax: -tax),
      param: "flat_amount")
  }

  private var shippingRest: Rest? {
    guard var cost = transaction.object("shipping_cost") else { return nil }
    cost[Rest.reversed] = transaction[Rest.reversed]
    return Rest(of: cost)
  }

  private static func part(_ amount: Int, _ part: Int, of whole: Int) -> Int {
    ExactDecimal.share(of: amount, ExactDecimal(part), over: ExactDecimal(max(1, whole))) ?? 0
  }
}
