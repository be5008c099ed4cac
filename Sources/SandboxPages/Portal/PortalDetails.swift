import JSON
import StripeSandbox

/// The customer's name and the like.
enum PortalDetails {
  private static let texts = [
    ("name", "Name", "text"), ("email", "E-mail", "email"), ("phone", "Phone number", "tel"),
  ]

  private static func allowed(_ portal: PortalVisit) -> [String] {
    portal.features.object("customer_update")?.array("allowed_updates").compactMap(\.string) ?? []
  }

  /// True if something can be changed here.
  static func mayChange(_ portal: PortalVisit) -> Bool {
    portal.allows("customer_update") && !Set(allowed(portal)).subtracting(["tax_id"]).isEmpty
  }

  static func show(_ portal: PortalVisit, problem: String? = nil) async throws -> Page {
    try portal.check("customer_update")
    let customer = try await portal.customer()
    let allowed = allowed(portal)
    return .show(
      PortalFormView(
        title: "Update the information", problem: problem, action: portal.address("details"),
        inputs: texts.filter { allowed.contains($0.0) }.map { name, label, kind in
          PortalFormView.Input(
            input: name, label: label, kind: kind, value: customer.text(name) ?? "")
        },
        address: allowed.contains("address")
          ? AddressFields(
            "address", legend: "Address", hasName: false, customer.object("address") ?? [:],
            isRequired: false) : nil,
        shipping: allowed.contains("shipping")
          ? AddressFields(
            "shipping", legend: "Shipping address", hasName: true, shipping(of: customer),
            isRequired: false) : nil,
        submit: "Save", back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 400)
  }

  private static func shipping(of customer: JSONObject) -> JSONObject {
    var shipping = customer.object("shipping")?.object("address") ?? [:]
    shipping["name"] = customer.object("shipping")?["name"]
    return shipping
  }

  static func update(_ portal: PortalVisit) async throws -> Page {
    try portal.check("customer_update")
    let allowed = allowed(portal)
    var parameters: JSONObject = [:]
    for (name, _, _) in texts where allowed.contains(name) {
      parameters[name] = portal.visit.entered(name).map { .string($0) }
    }
    if allowed.contains("address"),
      let address = AddressFields.address(portal.visit.form.object("address"))
    {
      parameters["address"] = .object(address)
    }
    if allowed.contains("shipping"), let entered = portal.visit.form.object("shipping"),
      let address = AddressFields.address(entered)
    {
      parameters["shipping"] = [
        "address": .object(address), "name": .string(entered.entered("name") ?? ""),
      ]
    }
    do {
      try await portal.account.send("POST", "/v1/customers/\(portal.customerID)", parameters)
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
    return portal.after()
  }
}
