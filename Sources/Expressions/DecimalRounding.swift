#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A direction of rounding.
enum RoundingRule {
  /// To the nearest; half is rounded away from zero, as in SQL.
  case nearest
  case down
  case up
  case towardZero
}

extension Decimal {
  /// Returns the number rounded to decimals.
  /// - Parameter places: The number of decimals; if negative, the number of zeros before the point.
  func rounded(_ rule: RoundingRule, places: Int = 0) -> Decimal {
    let factor = Decimal.power(abs(places))
    let scaled = places < 0 ? self / factor : self * factor
    let whole = scaled.rounded(rule)
    return places < 0 ? whole * factor : whole / factor
  }

  private func rounded(_ rule: RoundingRule) -> Decimal {
    let text = description
    guard let point = text.firstIndex(of: "."), let whole = Decimal(string: String(text[..<point]))
    else { return self }
    let step: Decimal = self < 0 ? -1 : 1
    let isHalf = text[text.index(after: point)...].first.map { $0 >= "5" } ?? false
    switch rule {
    case .nearest: return isHalf ? whole + step : whole
    case .down: return self < 0 ? whole - 1 : whole
    case .up: return self < 0 ? whole : whole + 1
    case .towardZero: return whole
    }
  }

  private static func power(_ exponent: Int) -> Decimal {
    (0..<exponent).reduce(Decimal(1)) { product, _ in product * 10 }
  }
}
