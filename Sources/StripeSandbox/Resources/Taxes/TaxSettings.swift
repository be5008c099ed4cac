import JSON

/// The account's settings of taxes, as calculations use them.
struct TaxSettings {
  let workspace: Workspace

  static let typeName = "tax.settings"

  /// The settings of an account that changed nothing. The sandbox's account is in the United
  /// States.
  static let initial: JSONObject = [
    "defaults": [
      "provider": "stripe", "tax_behavior": "inferred_by_currency", "tax_code": "txcd_10000000",
    ],
    "head_office": [
      "address": [
        "city": nil, "country": "US", "line1": nil, "line2": nil, "postal_code": nil,
        "state": nil,
      ]
    ],
    "status": "active", "status_details": ["active": [:]],
  ]

  private var json: JSONObject {
    get throws(SandboxError) {
      guard let type = workspace.environment.resources[Self.typeName]?.type else { return [:] }
      return try Singletons.get(type, parent: nil, in: workspace)
    }
  }

  /// The country of the account's head office.
  var country: String {
    get throws(SandboxError) {
      try json.object("head_office")?.object("address")?.text("country") ?? "US"
    }
  }

  /// The code of what has none of its own.
  var code: String {
    get throws(SandboxError) {
      try json.object("defaults")?.text("tax_code") ?? "txcd_10000000"
    }
  }

  /// Returns true if a price contains its tax.
  ///
  /// Source: Stripe's guide to tax behavior: what a price does not say, the settings do, and by
  /// default the currency.
  ///
  /// - Parameter behavior: `tax_behavior` of the price.
  func isInclusive(_ behavior: String?, in currency: String) throws(SandboxError) -> Bool {
    for word in [behavior, try json.object("defaults")?.text("tax_behavior")] {
      switch word {
      case "inclusive": return true
      case "exclusive": return false
      case _?, nil: continue
      }
    }
    return !["usd", "cad"].contains(currency)
  }
}
