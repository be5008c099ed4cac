/// Names as Stripe's messages write them.
enum Wording {
  /// "payment_link" as "Payment link".
  static func title(_ typeName: String) -> String {
    let words = typeName.split(separator: ".").last.map(String.init) ?? typeName
    let spaced = words.map { $0 == "_" ? " " : String($0) }.joined()
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }
}
