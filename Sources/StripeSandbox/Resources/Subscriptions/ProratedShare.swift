/// The part of a period that is left from a moment on.
struct ProratedShare: Sendable, Hashable {
  /// Seconds.
  let remaining: Int
  /// Seconds, more than none.
  let whole: Int

  /// - Parameters:
  ///   - moment: Unix seconds; what lies outside of the period counts as its nearer end.
  ///   - start: Unix seconds.
  ///   - end: Unix seconds, after the start.
  init(after moment: Int, start: Int, end: Int) {
    whole = max(1, end - start)
    remaining = end - min(max(moment, start), end)
  }

  /// Its part of an amount in minor units, half a unit rounded down: of -2.5 cents -3, of 4.5
  /// cents 4.
  ///
  /// Source: recorded prorations of a quarter of a percent of a month.
  func of(_ amount: Int) -> Int {
    let (product, divisor) = (
      Int128(amount) * Int128(remaining) * 2 - Int128(whole), 2 * Int128(whole)
    )
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
    return Int(quotient) + (rest > 0 ? 1 : 0)
  }
}
