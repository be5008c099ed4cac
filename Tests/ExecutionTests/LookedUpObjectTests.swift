import JSON
import Testing

@testable import Execution

/// What is kept of looked-up objects.
@Suite struct LookedUpObjectTests {
  private func object(_ id: String) -> LookedUpObjects.Found {
    .object(RawJSON(["id": .string(id), "note": .string(String(repeating: "x", count: 872))]))
  }

  private func isKept(_ id: String, in objects: inout LookedUpObjects) -> Bool {
    objects.take(LookedUpObjects.Key(form: 0, id: id)) != nil
  }

  @Test func `memory is bounded, and what is asked for again stays longest`() {
    var objects = LookedUpObjects(budget: 10_000)
    for number in 0..<1000 {
      objects.keep(object("often"), as: .init(form: 0, id: "often"))
      objects.keep(object("\(number)"), as: .init(form: 0, id: "\(number)"))
      #expect(isKept("often", in: &objects))
    }
    let kept = (0..<1000).filter { isKept("\($0)", in: &objects) }
    #expect(kept.count < 22)
    #expect(kept.last == 999)
  }

  @Test func `what is missing is kept too`() {
    var objects = LookedUpObjects()
    objects.keep(.missing, as: .init(form: 1, id: "a"))
    #expect(objects.take(.init(form: 1, id: "a")) != nil)
    #expect(objects.take(.init(form: 0, id: "a")) == nil)
  }

  @Test func `look-ups share what they ask alike, wherever the ids stand`() throws {
    let plan = try readPlan(
      "query subscriptions expand items.data.price.product"
        + " select items.data[0].price.product.name, items.data[1].price.product.name,"
        + " items.data[0].price.product.default_price.currency")
    var objects = LookedUpObjects()
    let forms = plan.afterFilter.lookups.map { objects.form(of: $0) }
    #expect(
      plan.afterFilter.lookups.map(\.path.description).sorted() == [
        "items.data.price.product", "items.data[0].price.product", "items.data[1].price.product",
      ])
    #expect(Set(forms).count == 2)
  }
}
