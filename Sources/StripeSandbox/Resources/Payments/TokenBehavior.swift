import JSON

/// Card tokens, which charges, customers and payment methods accept instead of a card.
struct TokenBehavior: ResourceBehavior {
  let typeName = "token"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let fields = parameters.object("card") else {
      return try workspace.build(typeName, from: parameters)
    }
    let details = try workspace.cards.details(fields)
    var token = try workspace.build(typeName, from: [:])
    var card = try workspace.cards.source(details, customer: nil).json
    card["cvc_check"] = details.hasSecurityCode ? "unchecked" : .null
    token["type"] = "card"
    token["used"] = false
    token["bank_account"] = nil
    token["card"] = .object(card)
    return token
  }
}
