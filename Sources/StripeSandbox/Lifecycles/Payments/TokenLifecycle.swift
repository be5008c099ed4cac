import JSON

/// Card tokens, which charges, customers and payment methods accept instead of a card.
struct TokenLifecycle: Lifecycle {
  let typeName = "token"

  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    guard let fields = parameters.object("card") else {
      return try transaction.build(typeName, from: parameters)
    }
    let details = try transaction.cardDetails(fields, param: "card")
    var token = try transaction.build(typeName, from: [:])
    token["type"] = "card"
    token["used"] = false
    token["card"] = .object(try transaction.cardSource(details, customer: nil))
    return token
  }
}

extension SandboxTransaction {
  /// A `card` source, not stored.
  func cardSource(_ details: CardDetails, customer: String?) throws(SandboxError) -> JSONObject {
    var card = try build("card", from: [:])
    for member in details.ofSource.members { card[member.key] = member.value }
    card["customer"] = customer.map(JSONValue.string) ?? .null
    card["metadata"] = [:]
    return card
  }
}
