import JSON

/// Cards as sources of customers, the older way of keeping a payment method.
struct CardSourceBehavior: ResourceBehavior {
  let typeName = "card"
  let eventRules = EventRules(prefix: "customer.source")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let owner = workspace.pathIDs.first,
      var customer = try workspace.find(Customer.self, owner)
    else { return try accountsCard(parameters, in: workspace) }
    let details: CardDetails
    if let fields = parameters.object("source") {
      fields.markRead(["object"])
      details = try workspace.cards.details(fields)
    } else if let token = parameters.text("source") {
      details = try workspace.cards.details(token: token, param: "source")
    } else {
      throw .missingParameter("source")
    }
    if let decline = details.card.behavior.declineOnAttach { throw decline.error() }
    let card = try workspace.cards.source(details, customer: owner)
    if customer.defaultSource == nil {
      customer.defaultSource = card.id
      try workspace.save(customer)
    }
    return try workspace.merge(parameters, into: card.json, of: typeName, but: ["source"])
  }

  /// A card to which an account is paid out.
  private func accountsCard(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let token = parameters.text("external_account"), TestCard.token(token) != nil else {
      return try workspace.build(typeName, from: parameters)
    }
    let details = try workspace.cards.details(token: token, param: "external_account")
    let card = try workspace.cards.source(details, customer: nil)
    return try workspace.merge(parameters, into: card.json, of: typeName)
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.merge(parameters, into: object, of: typeName)
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let card = CardSource(object)
    guard var customer = try workspace.find(Customer.self, card.customer ?? ""),
      customer.defaultSource == card.id
    else { return }
    customer.defaultSource = nil
    try workspace.save(customer)
  }
}
