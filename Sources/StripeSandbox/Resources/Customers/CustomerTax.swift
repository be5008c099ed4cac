import JSON

/// The `tax` of a customer: where they are, as far as taxes depend on it.
struct CustomerTax {
  let workspace: Workspace

  func shown(of customer: Customer) throws(SandboxError) -> JSONObject {
    let ip = customer.taxIPAddress.map(JSONValue.string) ?? nil
    guard let place = AutomaticTaxService.location(of: customer) else {
      return [
        "automatic_tax": "unrecognized_location", "ip_address": ip, "location": nil,
        "provider": "stripe",
      ]
    }
    let isSent = customer.json.object("shipping")?.object("address")?.has("country") == true
    let isCollected = try workspace.automaticTaxes.collects(at: place)
    return [
      "automatic_tax": isCollected ? "supported" : "not_collecting", "ip_address": ip,
      "location": [
        "country": .string(place.country),
        "source": isSent ? "shipping_destination" : "billing_address",
        "state": place.state.map(JSONValue.string) ?? nil,
      ],
      "provider": "stripe",
    ]
  }
}

extension ObjectView<CustomerFields> {
  /// The IP address that a request said the customer has; nothing is worked out by it.
  var taxIPAddress: String? {
    get { json.text(".tax_ip") }
    set { json[".tax_ip"] = newValue.map(JSONValue.string) }
  }
}
