/// The amounts of one invoice line.
struct BilledLine: Sendable, Hashable {
  /// A tax rate that applies to a line. Source: the SDK's `TaxRate`.
  struct Rate: Sendable, Hashable {
    let id: String
    let percentage: ExactDecimal
    let isInclusive: Bool
    /// True if it says why nothing is taxed.
    var isFree = false
  }

  /// A coupon at work: a part of the amount, or a fixed amount off.
  struct Discount: Sendable, Hashable {
    enum Worth: Sendable, Hashable {
      case percent(ExactDecimal)
      case amount(Int)
    }
    let id: String
    let worth: Worth
    /// The only products whose lines it is for; nil for all.
    var products: Set<String>?

    /// Returns true if it takes something off a line.
    func applies(to line: BilledLine) -> Bool {
      guard line.isDiscountable, line.net > 0 else { return false }
      guard let products else { return true }
      return line.product.map(products.contains) ?? false
    }
  }

  struct Tax: Sendable, Hashable {
    let rateID: String
    let isInclusive: Bool
    var amount: Int
    var taxableAmount: Int

    /// Taxes summed by rate in order of first use.
    static func sums(_ taxes: [Tax]) -> [Tax] {
      taxes.reduce(into: []) { sums, next in
        let index = sums.firstIndex {
          $0.rateID == next.rateID && $0.isInclusive == next.isInclusive
        }
        if let index {
          sums[index].amount += next.amount
          sums[index].taxableAmount += next.taxableAmount
        } else {
          sums.append(next)
        }
      }
    }
  }

  struct Reduction: Sendable, Hashable {
    let discountID: String
    var amount: Int
  }

  /// What a customer's credit pays of a line.
  struct Credit: Sendable, Hashable {
    /// The id of the credit's transaction.
    let transaction: String
    let amount: Int
  }

  /// Before discounts; with inclusive taxes in it, without exclusive ones.
  var amount: Int
  var isDiscountable = true
  var product: String?
  var rates: [Rate] = []
  var discounts: [Discount] = []
  /// Taxes the caller computed, which replace those of the rates.
  var givenTaxes: [Tax]?
  /// They pay for what the discounts leave, before taxes.
  var credits: [Credit] = []

  private(set) var reductions: [Reduction] = []
  private(set) var taxes: [Tax] = []
  private var isCredited = false

  init(
    amount: Int, isDiscountable: Bool = true, product: String? = nil, rates: [Rate] = [],
    discounts: [Discount] = [], givenTaxes: [Tax]? = nil, credits: [Credit] = []
  ) {
    self.amount = amount
    self.isDiscountable = isDiscountable
    self.product = product
    self.rates = rates
    self.discounts = discounts
    self.givenTaxes = givenTaxes
    self.credits = credits
  }

  /// The amount after the discounts and credits applied so far.
  var net: Int {
    let credit = isCredited ? credits.reduce(0) { $0 + $1.amount } : 0
    return amount - reductions.reduce(0) { $0 + $1.amount } - credit
  }

  var inclusiveTax: Int { taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) } }
  var exclusiveTax: Int { taxes.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) } }

  /// Takes an amount off, never more than is left.
  mutating func reduce(by amount: Int, discountID: String) {
    reductions.append(Reduction(discountID: discountID, amount: min(amount, max(0, net))))
  }

  /// Takes off what credits pay.
  mutating func applyCredits() { isCredited = true }

  mutating func computeTaxes() {
    taxes = givenTaxes ?? Self.taxes(on: net, rates)
  }

  /// The tax contained in the amount after the discounts applied so far.
  var inclusiveTaxSoFar: Int {
    let all = givenTaxes ?? Self.taxes(on: net, rates)
    return all.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) }
  }

  /// Inclusive rates share what the amount contains; exclusive ones are added to the rest.
  private static func taxes(on net: Int, _ rates: [Rate]) -> [Tax] {
    let hundred = ExactDecimal(100)
    let whole = rates.reduce(hundred) { sum, rate in
      rate.isInclusive ? sum.plus(rate.percentage) ?? sum : sum
    }
    let contained = rates.filter(\.isInclusive).map { rate in
      ExactDecimal.share(of: net, rate.percentage, over: whole) ?? 0
    }
    let base = net - contained.reduce(0, +)
    return rates.map { rate in
      let divisor = rate.isInclusive ? whole : hundred
      let amount = ExactDecimal.share(
        of: rate.isInclusive ? net : base, rate.percentage, over: divisor)
      return Tax(
        rateID: rate.id, isInclusive: rate.isInclusive, amount: amount ?? 0,
        taxableAmount: rate.isFree ? 0 : base)
    }
  }
}
