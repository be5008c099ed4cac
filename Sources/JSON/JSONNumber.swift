#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A number as it was written: `1.50` stays `1.50`.
public struct JSONNumber: Sendable, Hashable {
  /// The literal, in JSON's syntax for numbers.
  public let text: String

  /// - Parameter text: a literal that is already known to be a JSON number.
  public init(validated text: String) {
    self.text = text
  }

  /// Creates a number from text that may not be one, such as a cell of a file.
  ///
  /// - Returns: nil if the text is not a number in JSON's syntax; white space around it is not
  ///   allowed.
  public init?(parsing text: String) {
    guard let raw = try? RawJSON(parsing: text), raw.numberText == text else { return nil }
    self.text = text
  }

  /// Creates the number of an integer.
  public init(_ value: Int) {
    text = String(value)
  }

  /// Creates the number of a decimal.
  public init(_ value: Decimal) {
    text = value.description
  }

  /// The value if it is whole and fits an `Int`: `12`, `12.0` and `1.2e1` are all 12.
  public var integer: Int? {
    Int(text) ?? DecimalDigits(text).integer
  }

  /// The value, exact to 38 digits; nil if its exponent is too large or too small for a `Decimal`.
  public var decimal: Decimal? {
    Decimal(string: text)
  }
}
