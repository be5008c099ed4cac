import JSON

/// Purchases and refunds by issued cards, as test helpers bring them about.
struct IssuingTransactionBehavior: ResourceBehavior {
  let typeName = "issuing.transaction"
  let eventRules = EventRules(prefix: "issuing_transaction", further: Self.furtherEvents)

  private static func furtherEvents(of change: Change) -> [String] {
    let shown = receipt(change.after)
    guard !shown.isEmpty, shown != receipt(change.before) else { return [] }
    return ["issuing_transaction.purchase_details_receipt_updated"]
  }

  private static func receipt(_ transaction: JSONObject?) -> [JSONValue] {
    transaction?.object("purchase_details")?.array("receipt") ?? []
  }

  var actions: [String: Action] {
    [
      "create_force_capture": { _, parameters, workspace throws(SandboxError) in
        try make("capture", parameters, in: workspace)
      },
      "create_unlinked_refund": { _, parameters, workspace throws(SandboxError) in
        try make("refund", parameters, in: workspace)
      },
    ]
  }

  private func make(_ kind: String, _ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("card") else { throw .missingParameter("card") }
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    if amount < 1 { throw .invalidInteger("amount", least: 1) }
    let card = try workspace.get("issuing.card", id, param: "card")
    let purchase = IssuingPurchase(
      card: card, amount: amount,
      currency: parameters.text("currency")?.lowercased() ?? card.text("currency") ?? "usd",
      kind: kind)
    let transaction = try purchase.transaction(parameters, in: workspace)
    try workspace.save(transaction)
    return transaction
  }
}

/// What a card was used for.
struct IssuingPurchase {
  let card: JSONObject
  /// In minor units.
  let amount: Int
  let currency: String
  /// "capture" or "refund".
  let kind: String
  var authorization: JSONObject?

  /// A new transaction, not stored: a purchase takes from the balance, a refund adds to it.
  func transaction(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    let sum = JSONValue.integer(kind == "refund" ? amount : -amount)
    var transaction = try workspace.build(
      "issuing.transaction", from: parameters, but: ["amount", "card", "currency"])
    transaction["amount"] = sum
    transaction["authorization"] = authorization?["id"] ?? .null
    transaction["card"] = card["id"] ?? .null
    transaction["cardholder"] = card.object("cardholder")?["id"] ?? card["cardholder"] ?? .null
    transaction["currency"] = .string(currency)
    transaction["merchant_amount"] = sum
    transaction["merchant_currency"] = .string(currency)
    transaction["type"] = .string(kind)
    if let merchant = authorization?["merchant_data"] { transaction["merchant_data"] = merchant }
    return transaction
  }
}
