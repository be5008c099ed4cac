import JSON

/// Objects that share their operations: a customer's payment source is a card, a bank account or
/// one of the older kinds. Source: the unions of the SDK's result types.
enum Families {
  static let members: [String: [String]] = [
    "external_account": ["bank_account", "card"],
    "payment_source": ["card", "bank_account", "source", "account"],
  ]

  /// The families a type belongs to.
  static func families(of type: String) -> [String] {
    members.filter { $0.value.contains(type) }.map(\.key).sorted()
  }

  /// Which member is meant by parameters: a hash says so itself, a token by its name.
  static func member(of family: String, for parameters: JSONObject) -> String {
    let named = ["external_account", "source"].compactMap { parameters[$0] }.first
    if let type = named?["object"]?.string, members[family]?.contains(type) == true { return type }
    let token = named?.string ?? ""
    return token.hasPrefix("btok_") || token.hasPrefix("ba_") ? "bank_account" : "card"
  }
}
