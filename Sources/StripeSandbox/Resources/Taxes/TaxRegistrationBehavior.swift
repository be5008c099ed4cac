import JSON

/// Registrations: the places where the account collects taxes, and from when to when.
struct TaxRegistrationBehavior: ResourceBehavior {
  let typeName = TaxRegistration.typeName
  let names = ObjectNames(pathParameter: "id")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var made = try workspace.build(
      typeName, from: parameters, but: ["active_from", "country", "expires_at"])
    let country = parameters.text("country")?.uppercased() ?? ""
    made["country"] = .string(country)
    try TaxRegistration(made).check(parameters)
    return try timed(made, parameters, workspace)
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try timed(object, parameters, workspace)
  }

  private func timed(_ object: JSONObject, _ parameters: Parameters, _ workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var object = object
    for name in ["active_from", "expires_at"] where parameters.isGiven(name) {
      let moment = parameters.text(name) == "now" ? workspace.now : parameters.integer(name)
      object[name] = moment.map(JSONValue.integer) ?? .null
    }
    if let end = object["expires_at"]?.integer, end < object.amount("active_from") {
      throw SandboxError(
        "A registration cannot expire before it is active.", param: "expires_at")
    }
    object["status"] = .string(Self.status(of: object, at: workspace.now))
    return object
  }

  private static func status(of object: JSONObject, at now: Int) -> String {
    if let end = object["expires_at"]?.integer, end <= now { return "expired" }
    return object.amount("active_from") > now ? "scheduled" : "active"
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let start = object.text("status") == "scheduled" ? object["active_from"]?.integer : nil
    let end = object.text("status") == "expired" ? nil : object["expires_at"]?.integer
    return [
      start.map { DueDuty(name: "begin", at: $0) }, end.map { DueDuty(name: "expire", at: $0) },
    ].compactMap(\.self)
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var object = object
    object["status"] = .string(Self.status(of: object, at: workspace.now))
    try workspace.save(object)
  }
}

/// A registration, as far as the sandbox knows its taxes.
struct TaxRegistration {
  static let typeName = "tax.registration"

  let json: JSONObject

  init(_ json: JSONObject) { self.json = json }

  private var country: String { json.text("country") ?? "" }

  private var options: JSONObject {
    json.object("country_options")?.object(country.lowercased()) ?? [:]
  }

  private var place: TaxLocation? {
    let state = options["state"] ?? .null
    return TaxLocation(["country": .string(country), "state": state])
  }

  /// Types of registrations for all of the European Union. Source: the SDK's words on them.
  private static let unionTypes: Set<String> = ["oss_union", "oss_non_union"]

  private static let types: Set<String> = ["simplified", "standard", "state_sales_tax"]

  /// Refuses what the sandbox has no taxes for.
  func check(_ parameters: Parameters) throws(SandboxError) {
    let param = "country_options[\(country.lowercased())]"
    guard let given = parameters.values.object("country_options")?.object(country.lowercased())
    else { throw .missingParameter(param) }
    let type = given.text("type") ?? ""
    let isUnion = Self.unionTypes.contains(type)
    let scheme = given.object("standard")?.text("place_of_supply_scheme")
    guard isUnion || Self.types.contains(type), scheme != "small_seller",
      scheme != "inbound_goods", !given.has("state_sales_tax")
    else {
      throw SandboxError(
        "The sandbox does not calculate taxes of such a registration.", param: param)
    }
    guard let place, TaxTable.tax(of: place) != nil else {
      throw SandboxError("The sandbox does not know the taxes of this place.", param: param)
    }
  }

  /// Returns true if taxes are collected at a place by this registration.
  func covers(_ place: TaxLocation) -> Bool {
    guard json.text("status") == "active" else { return false }
    if Self.unionTypes.contains(options.text("type") ?? "") {
      return BuyerTaxID.union.contains(place.country)
    }
    return self.place == place
  }
}
