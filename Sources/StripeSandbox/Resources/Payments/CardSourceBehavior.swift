import JSON

/// Cards as sources of customers, the older way of keeping a payment method.
struct CardSourceBehavior: ResourceBehavior {
  let typeName = "card"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let owner = workspace.pathIDs.first,
      let customer = try workspace.find("customer", owner)
    else { return try workspace.build(typeName, from: parameters) }
    let details: CardDetails
    if let fields = parameters.object("source") {
      details = try CardDetails(fields, param: "source", now: workspace.now)
    } else if let token = parameters.text("source") {
      details = try workspace.cardDetails(token: token, param: "source")
    } else {
      throw .missingParameter("source")
    }
    if let decline = details.card.behavior.declineOnAttach { throw decline.error() }
    var card = try workspace.cardSource(details, customer: owner)
    if let metadata = parameters["metadata"] {
      card = try workspace.merge(["metadata": metadata], into: card, of: typeName)
    }
    if !customer.has("default_source") {
      var changed = customer
      changed["default_source"] = card["id"]
      try workspace.save(changed)
    }
    return card
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    guard var customer = try workspace.find("customer", object.text("customer") ?? ""),
      customer.text("default_source") == object.text("id")
    else { return }
    customer["default_source"] = .null
    try workspace.save(customer)
  }
}
