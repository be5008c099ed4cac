import JSON
import Testing

@testable import Console

/// An id that a condition or an order looks through is still an id, as the check takes it to be.
@Suite struct ShownIDTests {
  private static let fixture = """
    let k = create product { name: "Kit" }
    let c = create customer { email: "ann@example.com", name: "Ann" }
    let p = create price {
      currency: "usd", unit_amount: 500, product: $k.id, recurring: { interval: "month" }
    }
    let s = create subscription {
      customer: $c.id, items: [{ price: $p.id }], collection_method: "send_invoice",
      days_until_due: 30
    }

    """

  @Test(arguments: [
    "for p in query prices where product.active = true { get product $p.product select name }",
    "for p in query prices order by product.name { get product $p.product select name }",
    "for p in query prices where product.name = \"Kit\" select product as x, product.created"
      + " { get product $p.x select name }",
    "for p in query prices where product = $k.id and product.active = true select product"
      + " { get product $p.product select name }",
    "query products where id in (query prices where product.active = true select product)"
      + " select name",
    "let p = retrieve price where product.name = \"Kit\"\nget product $p.product select name",
    "for s in query subscriptions where items.data.price.product.name = \"Kit\""
      + " { for i in $s.items.data { get product $i.price.product select name } }",
    "for s in query subscriptions where items.data[0].price.product.name = \"Kit\""
      + " { get product $s.items.data[0].price.product select name }",
    "for s in query subscriptions select items.data.price.product as all"
      + " where items.data.price.product.name = \"Kit\" { get product $s.all[0] select name }",
    "for g in query prices where product.active = true select product, count() group by product"
      + " { get product $g.product select name }",
    "query prices where product ++ \"!\" = \"${k.id}!\" and product.active = true"
      + " select product.name as name",
    "query products where id in (query prices where product.active = true"
      + " select substring(product, 0, 99) as x) select name",
  ])
  func `an id is an id after a condition looked at its object`(statement: String) async throws {
    let place = try TestPlace()
    let code = await place.run(Self.fixture + statement)
    #expect(code == 0, "\(place.messages.text)")
    #expect(place.lines == [#"{"name":"Kit"}"#])
  }

  @Test func `a bulk write has the id in its row`() async throws {
    let place = try TestPlace()
    let statements = """
      update prices where product.active = true { metadata: { of: $row.product, s: "1" } }
      query prices where metadata.of = $k.id select metadata.s
      """
    let code = await place.run(Self.fixture + statements)
    #expect(code == 0, "\(place.messages.text)")
    #expect(place.lines.last == #"{"metadata":{"s":"1"}}"#)
  }

  @Test func `what is expanded by name is shown whole`() async throws {
    let place = try TestPlace()
    let statements = """
      for p in query prices where product.active = true expand product { print $p.product.name }
      for p in query prices expand product select product as x { print $p.x.name }
      for p in query prices select product.name, product {
        print $p.product.id = $k.id and $p.product.name = "Kit"
      }
      """
    let code = await place.run(Self.fixture + statements)
    #expect(code == 0, "\(place.messages.text)")
    #expect(place.lines == ["Kit", "Kit", "true"])
  }
}
