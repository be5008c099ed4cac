import JSON

/// Payment links: a URL and its line items.
struct PaymentLinkBehavior: ResourceBehavior {
  let typeName = "payment_link"

  private static let mostItems = 20

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let items = parameters.array("line_items")
    guard !items.isEmpty else { throw .missingParameter("line_items") }
    guard items.count + parameters.values.array("optional_items").count <= Self.mostItems else {
      throw SandboxError(
        "You can only have up to \(Self.mostItems) line items.", param: "line_items")
    }
    try parameters.object("after_completion")?.object("redirect")?.checkURLs("url")
    var link = try workspace.make(PaymentLink.self)
    for member in Self.defaults.members { link.json[member.key] = member.value }
    link.json = try workspace.merge(
      parameters, into: link.json, of: typeName, but: ["currency", "line_items", "automatic_tax"])
    parameters.putAutomaticTax(into: &link.json)
    link.url = PagePath.link(link.id, secret: workspace.randomText(18))
    let added = try workspace.lineItems.add(items, to: link.id, as: "payment link")
    link.currency = added.first?.currency ?? "usd"
    let recurs = added.contains { $0.price.recurring != nil }
    try OptionalItems(workspace: workspace).check(
      parameters.array("optional_items"), for: recurs ? .subscription : .payment,
      in: link.currency)
    try Self.check(parameters, recurs: recurs)
    if let wanted = parameters.text("currency")?.lowercased(), wanted != link.currency {
      throw SandboxError(
        "The sandbox does not sell in another currency than the prices'.", param: "currency")
    }
    return link.json
  }

  /// Parameters that are done for payments that are made once.
  private static let once = ["application_fee_percent", "on_behalf_of", "transfer_data"]

  /// - Throws: 400 that names what is not done.
  private static func check(_ parameters: Parameters, recurs: Bool) throws(SandboxError) {
    if parameters.values.object("managed_payments")?.isTrue("enabled") == true {
      throw SandboxError(
        "The sandbox does not manage payments for sellers.", param: "managed_payments[enabled]")
    }
    for name in once where recurs && parameters.has(name) {
      throw SandboxError(
        "The sandbox does not support \(name) of payment links that recur yet.", param: name)
    }
  }

  private static let defaults: JSONObject = [
    "active": true,
    "after_completion": [
      "hosted_confirmation": ["custom_message": nil], "type": "hosted_confirmation",
    ],
    "allow_promotion_codes": false,
    "automatic_tax": ["enabled": false, "liability": nil],
    "billing_address_collection": "auto",
    "custom_text": [
      "after_submit": nil, "shipping_address": nil, "submit": nil,
      "terms_of_service_acceptance": nil,
    ],
    "customer_creation": "if_required",
    "payment_method_collection": "always",
    "phone_number_collection": ["enabled": false],
    "submit_type": "auto",
    "tax_id_collection": ["enabled": false, "required": "never"],
  ]

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let link = PaymentLink(object)
    let stored = try workspace.children(LineItem.self, of: link.id)
    for given in parameters.array("line_items") {
      guard let id = given.text("id") else { throw .missingParameter(given.name("id")) }
      guard let item = stored.first(where: { $0.id == id }) else {
        throw .missing("line item", id, param: given.name("id"), status: 400)
      }
      try workspace.save(workspace.lineItems.changed(item, by: given))
    }
    var changed = try workspace.merge(
      parameters, into: object, of: typeName, but: ["line_items", "automatic_tax"])
    parameters.putAutomaticTax(into: &changed)
    return changed
  }
}
