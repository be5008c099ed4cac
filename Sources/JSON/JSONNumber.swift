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

  public init(_ value: Int) {
    text = String(value)
  }

  public init(_ value: Decimal) {
    text = value.description
  }

  /// The value where it is whole and fits.
  public var integer: Int? {
    Int(text) ?? decimal.flatMap { Int($0.description) }
  }

  /// The value, exact to 38 digits; nil where its exponent is out of a decimal's reach.
  public var decimal: Decimal? {
    Decimal(string: text)
  }
}
