/// The sums of an invoice: lines with their own discounts, then the invoice's discounts, then
/// taxes, then the customer's balance.
struct InvoiceTotals: Sendable, Hashable {
  private(set) var lines: [BilledLine]
  /// What shipping costs, with its taxes.
  let shipping: BilledLine
  let subtotal: Int
  let subtotalExcludingTax: Int
  let total: Int
  let totalExcludingTax: Int

  /// - Parameters:
  ///   - discounts: those of the whole invoice, after the lines' own.
  ///   - shipping: what shipping costs, which is neither discounted nor in the subtotal.
  init(
    _ lines: [BilledLine], discounts: [BilledLine.Discount] = [],
    shipping: BilledLine = BilledLine(amount: 0)
  ) {
    var lines = lines
    for index in lines.indices {
      for discount in lines[index].discounts where discount.applies(to: lines[index]) {
        Self.apply(discount, to: &lines, among: [index])
      }
    }
    subtotal = lines.reduce(0) { $0 + $1.net }
    subtotalExcludingTax = lines.reduce(0) { $0 + $1.net - $1.inclusiveTaxSoFar }
    for discount in discounts {
      let among = lines.indices.filter { discount.applies(to: lines[$0]) }
      Self.apply(discount, to: &lines, among: among)
    }
    for index in lines.indices {
      lines[index].applyCredits()
      lines[index].computeTaxes()
    }
    let net = lines.reduce(0) { $0 + $1.net }
    self.lines = lines
    var shipping = shipping
    shipping.computeTaxes()
    self.shipping = shipping
    total =
      net + lines.reduce(0) { $0 + $1.exclusiveTax } + shipping.amount + shipping.exclusiveTax
    totalExcludingTax =
      net - lines.reduce(0) { $0 + $1.inclusiveTax } + shipping.amount - shipping.inclusiveTax
  }

  /// Spreads one discount over lines in proportion to what is left of each; the last takes what
  /// rounding leaves over.
  private static func apply(
    _ discount: BilledLine.Discount, to lines: inout [BilledLine], among indices: [Int]
  ) {
    let whole = indices.reduce(0) { $0 + max(0, lines[$1].net) }
    var left: Int
    switch discount.worth {
    case .percent(let percent):
      left = ExactDecimal.share(of: whole, percent, over: ExactDecimal(100)) ?? 0
    case .amount(let amount):
      left = min(amount, whole)
    }
    let off = left
    for index in indices {
      let net = ExactDecimal(max(0, lines[index].net))
      let part =
        index == indices.last
        ? left : ExactDecimal.share(of: off, net, over: ExactDecimal(max(1, whole))) ?? 0
      lines[index].reduce(by: min(part, left), discountID: discount.id)
      left -= min(part, left)
    }
  }

  /// The discounts of all lines, summed by discount in order of first use.
  var reductions: [BilledLine.Reduction] {
    lines.flatMap(\.reductions).reduce(into: []) { sums, next in
      if let index = sums.firstIndex(where: { $0.discountID == next.discountID }) {
        sums[index].amount += next.amount
      } else {
        sums.append(next)
      }
    }
  }

  /// The credits of all lines.
  var credits: [BilledLine.Credit] { lines.flatMap(\.credits) }

  /// The taxes of all lines and of shipping, summed by rate in order of first use.
  var taxes: [BilledLine.Tax] { BilledLine.Tax.sums(lines.flatMap(\.taxes) + shipping.taxes) }

  /// Returns the amount to pay now and the customer's new balance: a credit (negative) is
  /// used up first, a debit is added, and what is too little to charge goes to the balance.
  func due(startingBalance: Int, in currency: Currency) -> (amount: Int, endingBalance: Int) {
    let sum = total + startingBalance
    guard sum > 0, total >= 0 || startingBalance > 0 else { return (0, sum) }
    return sum < currency.minimumCharge ? (0, sum) : (sum, 0)
  }
}
