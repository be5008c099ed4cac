import JSON

/// The ranges of numbers in requests: sums of them never leave an integer's range.
enum Limits {
  /// Minor units of one amount, either way: twelve digits, as for Stripe's largest currencies.
  static let amount = -999_999_999_999...999_999_999_999
  /// A hundred years.
  static let days = 0...36_500
  /// Source: Stripe's documentation of trials.
  static let trialDays = 0...730
  static let sequence = 1...999_999_999
  static let quantity = 0...999_999_999
  /// Periods that a phase of a schedule lasts.
  static let iterations = 1...1_200
  /// Tax rates of one item or invoice.
  static let taxRates = 10
}

extension JSONObject {
  /// The whole number of a parameter, nil where it was not given.
  ///
  /// - Throws: where it is beyond the range.
  func limited(_ key: String, to range: ClosedRange<Int>, param: String? = nil)
    throws(SandboxError) -> Int?
  {
    guard let value = self[key]?.integer else { return nil }
    let param = param ?? key
    if value < range.lowerBound { throw .invalidInteger(param, least: range.lowerBound) }
    guard value <= range.upperBound else {
      throw SandboxError(
        "This value must be less than or equal to \(range.upperBound).",
        code: "parameter_invalid_integer", param: param)
    }
    return value
  }
}

extension Parameters {
  /// A whole number within limits; nil where it was not given.
  ///
  /// - Throws: 400 that names the limit.
  func limited(_ key: String, to range: ClosedRange<Int>) throws(SandboxError) -> Int? {
    _ = self[key]
    return try values.limited(key, to: range, param: name(key))
  }
}
