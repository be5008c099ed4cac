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
      return shares(of: price, quantity: units).flatMap(sum)
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

  /// What a quantity comes to in each tier: one for volume prices, of which the tier that the
  /// quantity falls in counts; nil where a number does not fit.
  static func shares(of price: JSONObject, quantity: ExactDecimal) -> [TierShare]? {
    let tiers = price.array("tiers").compactMap(\.object)
    guard price.text("tiers_mode") == "volume" else { return graduated(quantity, tiers) }
    let tier = tiers.first { tier in
      tier["up_to"]?.integer.map { quantity <= ExactDecimal($0) } ?? true
    }
    return tier.map { [TierShare($0, number: nil, units: quantity)] }
  }

  /// Each part of the quantity at the price of its own tier.
  private static func graduated(_ quantity: ExactDecimal, _ tiers: [JSONObject]) -> [TierShare]? {
    var below = ExactDecimal(0)
    var shares: [TierShare] = []
    for (index, tier) in tiers.enumerated() where below < quantity || quantity.isZero {
      let end = tier["up_to"]?.integer.map { min(ExactDecimal($0), quantity) } ?? quantity
      guard let part = end.minus(below) else { return nil }
      shares.append(TierShare(tier, number: index + 1, units: part))
      below = end
      if quantity.isZero { break }
    }
    return shares
  }

  private static func sum(_ shares: [TierShare]) -> Int? {
    var sum = ExactDecimal(0)
    for share in shares {
      guard let cost = share.cost, let next = sum.plus(cost) else { return nil }
      sum = next
    }
    return sum.rounded
  }
}

/// The part of a quantity that is billed in one tier of a price.
struct TierShare {
  /// Its place among the tiers, from 1; nil where the whole quantity is in one.
  let number: Int?
  let units: ExactDecimal
  /// What a unit costs, in minor units.
  let unit: ExactDecimal
  /// What the tier costs once, in minor units.
  let flat: ExactDecimal?

  init(_ tier: JSONObject, number: Int?, units: ExactDecimal) {
    self.number = number
    self.units = units
    unit = tier.decimal("unit_amount_decimal") ?? tier.decimal("unit_amount") ?? ExactDecimal(0)
    flat = tier.decimal("flat_amount_decimal") ?? tier.decimal("flat_amount")
  }

  /// Nil where it is too much.
  var cost: ExactDecimal? { unit.multiplied(by: units)?.plus(flat ?? ExactDecimal(0)) }
}
