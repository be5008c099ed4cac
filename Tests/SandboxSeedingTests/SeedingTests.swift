import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import SandboxSeeding
@testable import StripeSandbox

@Suite struct SeedingTests {
  @Test func theSamePlanMakesTheSameData() async throws {
    let first = try SeededShop(SeedPlan(seed: 9, scale: 0.3))
    let second = try SeededShop(SeedPlan(seed: 9, scale: 0.3))
    let other = try SeededShop(SeedPlan(seed: 10, scale: 0.3))
    for collection in ["customers", "invoices", "charges", "payment_intents"] {
      #expect(try await first.all(collection) == second.all(collection))
      #expect(try await first.all(collection) != other.all(collection))
    }
  }

  @Test func invoicesAreInEveryState() async throws {
    let shop = try SeededShop(SeedPlan())
    let states = try await Set(shop.all("invoices").compactMap { $0["status"]?.string })
    #expect(states == ["draft", "open", "paid", "uncollectible", "void"])
    #expect(try await shop.all("invoices").contains { $0["lines"]?["has_more"] == true })
    let currencies = try await Set(shop.all("invoices").compactMap { $0["currency"]?.string })
    #expect(currencies.isSuperset(of: ["usd", "eur", "jpy"]))
  }

  @Test func otherObjectsAreVariousToo() async throws {
    let shop = try SeededShop(SeedPlan())
    let intents = try await Set(shop.all("payment_intents").compactMap { $0["status"]?.string })
    #expect(intents.isSuperset(of: ["succeeded", "canceled", "requires_payment_method"]))
    #expect(try await !shop.all("refunds").isEmpty)
    #expect(try await !shop.all("subscriptions").isEmpty)
    #expect(try await Set(shop.all("charges").map { $0["status"] }).count > 1)
    let customers = try await shop.all("customers")
    #expect(customers.contains { $0["email"] == .null })
    #expect(Set(customers.compactMap { $0["metadata"]?["tier"]?.string }).count == 3)
  }

  @Test func timesAreSpreadAndSomeAreTheSame() async throws {
    let shop = try SeededShop(.few(["invoice": 400]))
    let times = try await shop.all("invoices").compactMap { $0["created"]?.integer }
    #expect(times == times.sorted(by: >))
    #expect(Set(times).count < times.count)
    #expect((times.first ?? 0) - (times.last ?? 0) > 2 * 365 * 86_400)
  }

  /// Copies are as good as what they were copied from: ids of their own that fit together.
  @Test func copiesHoldTogether() async throws {
    let shop = try SeededShop(
      .few(["invoice": 300, "customer": 60, "payment_intent": 80, "subscription": 0]))
    let invoices = try await shop.all("invoices")
    let customers = try await shop.all("customers")
    #expect(invoices.count == 300)
    #expect(customers.count == 60)
    #expect(Set(customers.map(\.id)).count == 60)
    let numbers = invoices.compactMap { $0["number"]?.string }
    #expect(Set(numbers).count == numbers.count)
    let byID = Dictionary(customers.map { ($0.id, $0) }) { first, _ in first }
    for invoice in invoices {
      let customer = try #require(byID[invoice["customer"]?.string ?? ""])
      #expect(invoice["customer_email"] == customer["email"])
      #expect(invoice["customer_name"] == customer["name"])
      for line in invoice["lines"]?["data"]?.array ?? [] {
        #expect(line["invoice"] == .string(invoice.id))
      }
    }
  }

  @Test func aCopyGoesOnLiving() async throws {
    let shop = try SeededShop(.few(["invoice": 120, "customer": 20]))
    let draft = try await #require(shop.all("invoices").last { $0["status"] == "draft" })
    let final = try await shop.client.post("/v1/invoices/\(draft.id)/finalize")
    #expect(final["status"] == "open" || final["status"] == "paid")
    let numbers = try await shop.all("invoices").compactMap { $0["number"]?.string }
    #expect(!numbers.contains(final["number"]?.string ?? ""))
  }

  @Test func sparseCopiesComeWithTheirLinesAlone() async throws {
    var plan = SeedPlan.few(["invoice": 200, "subscription": 0, "payment_intent": 0])
    plan.isSparse = true
    let shop = try SeededShop(plan)
    let invoices = try await shop.all("invoices")
    #expect(invoices.count == 200)
    let paid = try #require(invoices.last { $0["status"] == "paid" })
    #expect(try await !shop.walk("invoices/\(paid.id)/lines", [:]).isEmpty)
    var full = plan
    full.isSparse = false
    let other = try SeededShop(full)
    let charges = try await (shop.all("charges").count, other.all("charges").count)
    #expect(charges.0 * 2 < charges.1)
  }

  @Test func aSecondSeedAddsOtherData() async throws {
    let shop = try SeededShop(SeedPlan(scale: 0.2))
    let before = try await shop.all("customers").count
    try shop.client.sandbox.seed(SeedPlan(scale: 0.2))
    #expect(try await shop.walk("customers", [:]).count == 2 * before)
  }
}

extension SeedPlan {
  /// A plan with few patterns, so that most of what it makes are copies.
  fileprivate static func few(_ counts: [String: Int]) -> SeedPlan {
    var plan = SeedPlan(counts: counts)
    plan.patternCount = 30
    return plan
  }
}
