#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which whole number a decimal is rounded to.
enum RoundingRule {
  /// The nearest; a half goes away from zero, as in SQL.
  case nearest
  case down
  case up
  case towardZero
}

extension Decimal {
  /// The number rounded to so many decimals.
  /// - Parameter places: decimals; below zero, zeros before the point.
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
