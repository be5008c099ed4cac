/// Display names of objects in Stripe's messages.
enum Wording {
  /// "payment_link" as "Payment link".
  static func title(_ typeName: String) -> String {
    let words = typeName.split(separator: ".").last.map(String.init) ?? typeName
    let spaced = words.map { $0 == "_" ? " " : String($0) }.joined()
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }

  /// Resources whose missing objects are reported for the parameter `id`; for all others it is the
  /// name their path has for it.
  static let saysID: Set<String> = [
    "charge", "coupon", "customer", "plan", "product", "subscription",
  ]

  /// Where messages have another word than the `object` value. Source: Stripe's own answers.
  static let spoken: [String: String] = [
    "invoiceitem": "invoice item", "payment_method": "PaymentMethod",
    "setup_intent": "setupintent",
  ]
}
