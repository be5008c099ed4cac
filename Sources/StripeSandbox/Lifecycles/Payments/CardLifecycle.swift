import JSON

/// Cards as sources of customers, the older way of keeping a payment method.
struct CardLifecycle: Lifecycle {
  let typeName = "card"

  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    guard let owner = transaction.pathIDs.first,
      let customer = try transaction.find("customer", owner)
    else { return try transaction.build(typeName, from: parameters) }
    let details: CardDetails
    if let fields = parameters.object("source") {
      details = try CardDetails(fields, param: "source", now: transaction.now)
    } else if let token = parameters.text("source") {
      details = try transaction.cardDetails(token: token, param: "source")
    } else {
      throw .missingParameter("source")
    }
    if let decline = details.card.behavior.declineOnAttach { throw decline.error() }
    var card = try transaction.cardSource(details, customer: owner)
    if let metadata = parameters["metadata"] {
      card = try transaction.merge(["metadata": metadata], into: card, of: typeName)
    }
    if !customer.has("default_source") {
      var changed = customer
      changed["default_source"] = card["id"]
      try transaction.save(changed)
    }
    return card
  }

  func delete(_ object: JSONObject, in transaction: SandboxTransaction) throws(SandboxError) {
    guard var customer = try transaction.find("customer", object.text("customer") ?? ""),
      customer.text("default_source") == object.text("id")
    else { return }
    customer["default_source"] = .null
    try transaction.save(customer)
  }
}
