import JSON

/// Who buys, as the request of a calculation says it: a customer, or somebody's details.
struct TaxCalculationBuyer {
  let parameters: Parameters
  let workspace: Workspace

  /// Returns the buyer, and the calculation's `customer_details`.
  func read() throws(SandboxError) -> (TaxBuyer, JSONObject) {
    guard let id = parameters.text("customer") else { return try details() }
    guard !parameters.has("customer_details") else {
      throw .onlyOne(["customer", "customer_details"], of: parameters)
    }
    return try copy(of: workspace.get(Customer.self, id, param: "customer"))
  }

  // MARK: - Customers

  private static let overrides = ["exempt": "customer_exempt", "reverse": "reverse_charge"]

  private func copy(of customer: Customer) throws(SandboxError) -> (TaxBuyer, JSONObject) {
    guard let buyer = try TaxBuyers(workspace: workspace).buyer(of: customer) else {
      throw AutomaticTaxService.unlocated(param: "customer")
    }
    let sent = customer.json.object("shipping")?.object("address")
    let isSent = sent?.has("country") == true
    let address = isSent ? sent : customer.json.object("address")
    let taxIDs = try workspace.children(TaxID.self, of: customer.id).map { taxID in
      JSONValue.object(["type": .string(taxID.type), "value": .string(taxID.value)])
    }
    return (
      buyer,
      [
        "address": address.map(JSONValue.object) ?? nil,
        "address_source": isSent ? "shipping" : "billing", "ip_address": nil,
        "tax_ids": .array(taxIDs),
        "taxability_override": .string(Self.overrides[customer.taxExempt] ?? "none"),
      ]
    )
  }

  // MARK: - Details

  private static let exemptions: [String: TaxBuyer.Exemption] = [
    "customer_exempt": .exempt, "reverse_charge": .reverse,
  ]

  private func details() throws(SandboxError) -> (TaxBuyer, JSONObject) {
    guard let given = parameters.object("customer_details") else {
      throw .missingParameter("customer_details")
    }
    guard let address = given.object("address") else {
      guard !given.has("ip_address") else {
        throw SandboxError(
          "The sandbox does not know where IP addresses are.", param: given.name("ip_address"))
      }
      throw .missingParameter(given.name("address"))
    }
    guard let place = TaxLocation(address.values) else {
      throw AutomaticTaxService.unlocated(param: address.name("country"))
    }
    let word = given.text("taxability_override") ?? "none"
    let taxIDs = given.array("tax_ids").map { taxID in
      BuyerTaxID(type: taxID.text("type") ?? "", value: taxID.text("value") ?? "")
    }
    let buyer = try TaxBuyers(workspace: workspace).buyer(
      at: place, Self.exemptions[word], taxIDs)
    var shown: JSONObject = [:]
    for name in ["city", "country", "line1", "line2", "postal_code", "state"] {
      shown[name] = address[name] ?? .null
    }
    return (
      buyer,
      [
        "address": .object(shown), "address_source": given["address_source"] ?? nil,
        "ip_address": given["ip_address"] ?? nil,
        "tax_ids": .array(
          taxIDs.map { ["type": .string($0.type), "value": .string($0.value)] }),
        "taxability_override": .string(word),
      ]
    )
  }
}
