import JSON

/// Tax ids of customers and of the account.
struct TaxIDBehavior: ResourceBehavior {
  let typeName = "tax_id"
  let names = ObjectNames(pathParameter: "id")
  let eventRules = EventRules(prefix: "customer.tax_id")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    if let customer = workspace.pathIDs.first {
      return try workspace.taxIDs.make(parameters, of: customer).json
    }
    let owner = parameters.object("owner")
    let type = owner?.text("type") ?? "self"
    guard let owner, type == "customer" else {
      if type != "self" {
        throw SandboxError("The sandbox does not keep tax ids of a \(type).", param: "owner[type]")
      }
      return try workspace.taxIDs.make(parameters, of: nil).json
    }
    guard let customer = owner.text("customer") else {
      throw .missingParameter(owner.name("customer"))
    }
    _ = try workspace.get(Customer.self, customer, param: owner.name("customer"))
    return try workspace.taxIDs.make(parameters, of: customer).json
  }
}

/// The fields of tax ids that are computed with.
struct TaxIDFields: ObjectFields {
  static let table = TaxIDFields()
  static let typeName = "tax_id"

  let country = FieldKey<String?>("country")
  let customer = FieldKey<String?>("customer")
  let owner = FieldKey<JSONObject>("owner")
  let type = FieldKey<String>("type")
  let value = FieldKey<String>("value")
  let verification = FieldKey<JSONObject?>("verification")
}

typealias TaxID = ObjectView<TaxIDFields>

/// Makes tax ids.
struct TaxIDService {
  let workspace: Workspace

  /// Types whose numbers a register is asked about. Source: Stripe's documentation of validation.
  private static let verified: Set<String> = ["au_abn", "eu_vat", "gb_vat"]

  /// Stores a tax id of a customer.
  func add(_ given: Parameters, to customer: String) throws(SandboxError) {
    try workspace.save(make(given, of: customer), parent: customer)
  }

  /// A new tax id; not stored.
  ///
  /// - Parameter customer: whose it is; nil for the account's own.
  func make(_ given: Parameters, of customer: String?) throws(SandboxError) -> TaxID {
    for name in ["type", "value"] where !given.has(name) {
      throw .missingParameter(given.name(name))
    }
    var taxID = try workspace.make(TaxID.self)
    taxID.type = given.text("type") ?? ""
    taxID.value = given.text("value") ?? ""
    taxID.country = country(of: taxID)
    try check(taxID, given)
    taxID.customer = customer
    taxID.owner = [
      "account": nil, "application": nil, "customer": customer.map(JSONValue.string) ?? nil,
      "customer_account": nil, "type": customer == nil ? "self" : "customer",
    ]
    let status = Self.verified.contains(taxID.type) ? "pending" : "unavailable"
    taxID.verification = [
      "status": .string(status), "verified_address": nil, "verified_name": nil,
    ]
    return taxID
  }

  /// A number of the European Union begins with the country, a type of a country with its code.
  private func country(of taxID: TaxID) -> String? {
    let text = taxID.type == "eu_vat" ? taxID.value : taxID.type
    let code = text.prefix(2).uppercased()
    return code == "EL" ? "GR" : code
  }

  private func check(_ taxID: TaxID, _ given: Parameters) throws(SandboxError) {
    let digits = taxID.value.dropFirst(2).filter(\.isNumber).count
    guard taxID.type == "eu_vat" || taxID.type == "gb_vat" else { return }
    let starts = taxID.value.prefix(2).allSatisfy { $0.isLetter && $0.isASCII }
    guard starts, digits >= 2, taxID.value.count <= 16 else {
      throw SandboxError(
        "Invalid value for \(taxID.type).", code: "tax_id_invalid", param: given.name("value"))
    }
  }
}
