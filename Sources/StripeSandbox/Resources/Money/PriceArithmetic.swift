import JSON

/// The cost of a quantity at a price: per unit or by tiers, whole or decimal.
enum PriceArithmetic {
  /// - Returns: the amount in minor units; nil where it is beyond all limits or the price says
  ///   nothing.
  static func amount(of price: JSONObject, quantity: ExactDecimal) -> Int? {
    unlimited(price, quantity).flatMap { Limits.amount.contains($0) ? $0 : nil }
  }

  private static func unlimited(_ price: JSONObject, _ quantity: ExactDecimal) -> Int? {
    guard let units = transformed(quantity, by: price.object("transform_quantity")) else {
      return nil
    }
    if price.text("billing_scheme") == "tiered" {
      let tiers = price.array("tiers").compactMap(\.object)
      return price.text("tiers_mode") == "volume"
        ? volume(units, tiers) : graduated(units, tiers)
    }
    guard let unit = price.decimal("unit_amount_decimal") ?? price.decimal("unit_amount") else {
      return nil
    }
    return unit.multiplied(by: units)?.rounded
  }

  /// Packages: ten seats at a time, the rest of a package rounded up or down.
  private static func transformed(_ quantity: ExactDecimal, by rule: JSONObject?) -> ExactDecimal? {
    guard let rule, let size = rule["divide_by"]?.integer, size > 0 else { return quantity }
    guard let units = quantity.rounded else { return nil }
    let (packages, rest) = units.quotientAndRemainder(dividingBy: size)
    return ExactDecimal(rest > 0 && rule.text("round") == "up" ? packages + 1 : packages)
  }

  /// The whole quantity at the price of the tier it falls in.
  private static func volume(_ quantity: ExactDecimal, _ tiers: [JSONObject]) -> Int? {
    let tier = tiers.first { tier in
      tier["up_to"]?.integer.map { quantity <= ExactDecimal($0) } ?? true
    }
    return tier.flatMap { cost(of: quantity, in: $0) }?.rounded
  }

  /// Each part of the quantity at the price of its own tier.
  private static func graduated(_ quantity: ExactDecimal, _ tiers: [JSONObject]) -> Int? {
    var below = ExactDecimal(0)
    var sum = ExactDecimal(0)
    for tier in tiers where below < quantity || quantity.isZero {
      let end = tier["up_to"]?.integer.map { min(ExactDecimal($0), quantity) } ?? quantity
      guard let part = end.minus(below), let cost = cost(of: part, in: tier),
        let next = sum.plus(cost)
      else { return nil }
      (below, sum) = (end, next)
      if quantity.isZero { break }
    }
    return sum.rounded
  }

  private static func cost(of units: ExactDecimal, in tier: JSONObject) -> ExactDecimal? {
    let unit = tier.decimal("unit_amount_decimal") ?? tier.decimal("unit_amount")
    let flat = tier.decimal("flat_amount_decimal") ?? tier.decimal("flat_amount")
    return (unit ?? ExactDecimal(0)).multiplied(by: units)?.plus(flat ?? ExactDecimal(0))
  }
}
