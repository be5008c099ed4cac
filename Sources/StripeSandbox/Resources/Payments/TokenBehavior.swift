import JSON

/// Card tokens, which charges, customers and payment methods accept instead of a card.
struct TokenBehavior: ResourceBehavior {
  let typeName = "token"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let fields = parameters.object("card") else {
      return try workspace.build(typeName, from: parameters)
    }
    let details = try workspace.cardDetails(fields, param: "card")
    var token = try workspace.build(typeName, from: [:])
    token["type"] = "card"
    token["used"] = false
    token["card"] = .object(try workspace.cardSource(details, customer: nil))
    return token
  }
}

extension Workspace {
  /// A `card` source, not stored.
  func cardSource(_ details: CardDetails, customer: String?) throws(SandboxError) -> JSONObject {
    var card = try build("card", from: [:])
    for member in details.ofSource.members { card[member.key] = member.value }
    card["customer"] = customer.map(JSONValue.string) ?? .null
    card["metadata"] = [:]
    return card
  }
}
