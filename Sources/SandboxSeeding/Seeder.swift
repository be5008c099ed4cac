import JSON
import SandboxStore
import StripeSandbox

/// Fills a store by a plan: the first of each kind by the life cycles themselves, the rest of many
/// as copies of these with ids, people and times of their own.
final class Seeder {
  /// Purchases that a transaction writes; other processes get their turn in between.
  private static let batch = 1_000

  /// So many customers buy at most: what is known of them stays in memory.
  private static let buyers = 20_000

  private let sandbox: Sandbox
  private let plan: SeedPlan
  private let dice: RepeatableDice
  private let calendar = SeedCalendar()
  private var shop = SeedShop()
  /// The next number on an invoice, by customer.
  private var sequences: [String: Int] = [:]

  init(sandbox: Sandbox, plan: SeedPlan, dice: RepeatableDice) {
    self.sandbox = sandbox
    self.plan = plan
    self.dice = dice
  }

  func run() throws {
    try sandbox.store.withBulkSettings(fill)
  }

  private func fill() throws {
    try inTransaction { caller in
      var furnishing = SeedFurnishing(caller: caller, dice: dice)
      try furnishing.addProducts(times("product"))
      try furnishing.addPrices(times("price"))
      try furnishing.addPaymentLinks(times("payment_link"))
      shop = furnishing.shop
    }
    try addCustomers()
    try inTransaction { caller in
      let sales = SeedSales(caller: caller, dice: dice, shop: shop)
      for (number, time) in times("subscription").enumerated() {
        try sales.addSubscription(number, at: time)
      }
    }
    try addPurchases("invoice") { try $0.addInvoice($1, at: $2) }
    try addPurchases("payment_intent") { try $0.addPaymentIntent($1, at: $2) }
    try inTransaction { caller in
      let sales = SeedSales(caller: caller, dice: dice, shop: shop)
      for time in times("invoice_item") { try sales.addPendingItem(at: time) }
    }
    try writeSequences()
  }

  private func times(_ name: String) -> [Int] { calendar.times(plan.count(of: name), dice) }

  private func inTransaction(_ body: (SeedCaller) throws -> Void) throws {
    try sandbox.batch(randomness: dice.roll) { try body(SeedCaller(batch: $0)) }
  }

  private func addCustomers() throws {
    var patterns: [SeedPattern] = []
    let times = times("customer")
    try inTransaction { caller in
      let customers = SeedCustomers(caller: caller, dice: dice)
      for (number, time) in times.prefix(plan.patternCount).enumerated() {
        let last = try caller.lastRow()
        guard let customer = try customers.add(number, at: time) else { continue }
        shop.customers.append(customer)
        guard times.count > plan.patternCount else { continue }
        patterns.append(
          try SeedPattern(after: last, caller, customer: customer, time: time))
      }
    }
    let stride = (times.count + Self.buyers - 1) / Self.buyers
    try copy("customer", times, patterns) { copies, pattern, number, time in
      let person = dice.person(number)
      let prefix = dice.code(8)
      let rows = copies.rows(
        pattern, for: pattern.customer?.renamed(person, prefix: prefix), number: "", at: time)
      let id = rows.first { $0.type == "customer" }?.id ?? ""
      let method = rows.first { $0.type == "payment_method" }?.id
      if let known = pattern.customer, number.isMultiple(of: stride) {
        shop.customers.append(
          SeedShop.Customer(
            id: id, name: person.name, email: known.email.isEmpty ? "" : person.email,
            currency: known.currency, prefix: prefix, method: method))
      }
      return rows
    }
  }

  /// The first purchases of a kind in full, the rest as copies.
  private func addPurchases(
    _ name: String,
    _ add: (SeedSales, _ number: Int, _ time: Int) throws -> SeedShop.Customer?
  ) throws {
    var patterns: [SeedPattern] = []
    let times = times(name)
    try inTransaction { caller in
      let sales = SeedSales(caller: caller, dice: dice, shop: shop)
      for (number, time) in Self.spread(times, plan.patternCount).enumerated() {
        let last = try caller.lastRow()
        let customer = try add(sales, number, time)
        guard times.count > plan.patternCount else { continue }
        patterns.append(try SeedPattern(after: last, caller, customer: customer, time: time))
      }
    }
    let byMethod = Dictionary(grouping: shop.customers) { Kinship($0) }
    try copy(name, times, patterns) { copies, pattern, _, time in
      let customer = pattern.customer.flatMap { dice.pick(byMethod[Kinship($0)] ?? []) }
      let number = number(for: customer, pattern)
      return copies.rows(pattern, for: customer, number: number, at: time)
    }
  }

  /// Customers for whom the same purchase could have been made.
  private struct Kinship: Hashable {
    let currency: String
    let hasMethod: Bool
    let hasEmail: Bool

    init(_ customer: SeedShop.Customer) {
      currency = customer.currency
      hasMethod = customer.method != nil
      hasEmail = !customer.email.isEmpty
    }
  }

  /// So many of the times, from all over them.
  private static func spread(_ times: [Int], _ count: Int) -> [Int] {
    guard times.count > count else { return times }
    return (0..<count).map { times[$0 * times.count / count] }
  }

  private func copy(
    _ name: String, _ times: [Int], _ patterns: [SeedPattern],
    _ rows: (SeedCopies, SeedPattern, _ number: Int, _ time: Int) throws -> [ObjectRow]
  ) throws {
    guard !patterns.isEmpty else { return }
    let isSparse = plan.isSparse(for: name)
    var number = plan.patternCount
    while number < times.count {
      let end = min(number + Self.batch, times.count)
      try inTransaction { caller in
        let copies = SeedCopies(dice: dice, batch: caller.batch)
        for number in number..<end {
          guard let pattern = dice.pick(patterns) else { continue }
          let made = try rows(copies, pattern, number, times[number])
          for (row, source) in zip(made, pattern.rows)
          where !isSparse || !pattern.isOver || [name, "line_item"].contains(row.type) {
            try caller.batch.objects.insert(row)
            for duty in source.duties {
              try caller.batch.note(
                duty, of: row, made: pattern.time, delay: times[number] - pattern.time)
            }
          }
        }
      }
      number = end
    }
  }

  private func number(for customer: SeedShop.Customer?, _ pattern: SeedPattern) -> String {
    guard let customer, pattern.hasNumber else { return "" }
    let sequence = sequences[customer.id, default: 5_000]
    sequences[customer.id] = sequence + 1
    return "\(customer.prefix)-\(sequence)"
  }

  /// Sets the next invoice number of each customer after those of its copied invoices.
  private func writeSequences() throws {
    try inTransaction { caller in
      for (id, sequence) in sequences.sorted(by: { $0.key < $1.key }) {
        try caller.batch.setNextInvoiceNumber(of: id, to: sequence)
      }
    }
  }
}

extension SeedShop.Customer {
  fileprivate func renamed(_ person: (name: String, email: String), prefix: String) -> Self {
    SeedShop.Customer(
      id: id, name: person.name, email: person.email, currency: currency, prefix: prefix,
      method: method)
  }
}
