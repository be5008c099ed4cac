import JSON

/// Objects of ids, as answers of older versions show them in full.
struct ShownObjects {
  let workspace: Workspace

  /// The object of an id, as it is shown where nothing is expanded; what is an object already
  /// stays as it is.
  func object(_ type: String, _ value: JSONValue?) throws(SandboxError) -> JSONValue {
    guard let id = value?.string else { return value ?? .null }
    var object = try workspace.find(type, id)
    if object == nil { object = try workspace.stored.stub(type, id) }
    guard let object else { return .null }
    let fields = try RequestedFields.within(.object(workspace.resource(type).type))
    return .object(fields.hidden(in: object, but: nil))
  }

  /// The id of the invoice that a payment intent pays.
  func invoice(paidBy intent: JSONValue?) throws(SandboxError) -> JSONValue {
    guard let id = intent?.string else { return .null }
    let payments = try workspace.list(
      "invoice_payment", where: "payment.payment_intent", equals: id, limit: 1)
    return payments.first?["invoice"] ?? .null
  }
}
