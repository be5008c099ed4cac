import JSON

/// Where in an object the value of a search field or list filter stands, as far as it is not the
/// field's own name. Source: the fields of the SDK's classes beside Stripe's table of search
/// fields.
enum SearchPaths {
  private static let elsewhere: [String: [String: String]] = [
    "invoice": [
      "subscription": "parent.subscription_details.subscription",
      "last_finalization_error_code": "last_finalization_error.code",
      "last_finalization_error_type": "last_finalization_error.type",
    ]
  ]

  static func value(of name: String, in object: JSONObject, _ typeName: String) -> JSONValue? {
    if typeName == "charge", name == "refunded" { return refunded(object) }
    return object.value(at: elsewhere[typeName]?[name] ?? name)
  }

  /// True when all of a charge went back, absent when nothing can.
  private static func refunded(_ charge: JSONObject) -> JSONValue? {
    charge["status"] == "failed" ? nil : charge["refunded"]
  }
}
