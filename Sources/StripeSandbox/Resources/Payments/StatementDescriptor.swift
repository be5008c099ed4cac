import JSON

/// Checks the descriptors for statements.
///
/// Source: Stripe's documentation of statement descriptors, and its refusals.
enum StatementDescriptor {
  private static let longest = 22
  private static let forbidden: [Character] = ["<", ">", "\\", "'", "\"", "*"]

  /// - Parameter isOfCard: whether the payment may be made by card, which takes a suffix only.
  static func check(_ parameters: Parameters, isOfCard: Bool) throws(SandboxError) {
    for name in ["statement_descriptor", "statement_descriptor_suffix"] {
      guard let text = parameters.values.text(name) else { continue }
      try check(text, param: parameters.name(name))
    }
    guard isOfCard, parameters.has("statement_descriptor") else { return }
    throw SandboxError(
      "The statement_descriptor parameter is not supported for the payment_method_type `card`. To"
        + " continue supporting payment_method_type `card`, please pass in"
        + " `statement_descriptor_suffix` or remove the `statement_descriptor` parameter"
        + " altogether. Please see"
        + " https://support.stripe.com/questions/"
        + "use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges"
        + " for additional details.", param: "statement_descriptor")
  }

  static func check(_ text: String, param: String) throws(SandboxError) {
    if text.count > longest {
      throw SandboxError(
        "The statement descriptor must be at most \(longest) characters.", param: param)
    }
    if let character = text.first(where: forbidden.contains) {
      throw SandboxError("The statement descriptor cannot include \(character).", param: param)
    }
    let hasLetter = text.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
    guard hasLetter else {
      throw SandboxError(
        "The statement descriptor must contain at least one Latin character.", param: param)
    }
  }
}
