import Planning
import Testing

/// Ids that `expand` cannot follow, or should not.
@Suite struct LookupPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    // `data` is one of the four levels of a list.
    PlanCase(
      #"query subscriptions select items.data[0].price.product.name"#,
      #"""
      query subscriptions
          select: items.data[0].price.product.name
          order: newest first
          requests: 1 or more (one per page), and 1 per distinct items.data[0].price.product
        → list /v1/subscriptions
              filter: status = all
              excludes: subscriptions attached to test clocks
              page size: 100
        → look up items.data[0].price.product
              for: returned rows
              get: /v1/products/{id}
              requests: 1 per distinct id
      """#),
    PlanCase(
      #"get subscription sub_1 select items.data[0].price.product.name"#,
      #"""
      get subscriptions
          expand: ["items.data.price.product"]
          select: items.data[0].price.product.name
          requests: 1
        → get /v1/subscriptions/{subscription_exposed_id}
              ids: ["sub_1"]
      """#),
    // What tests rows is asked for of those alone that pass the rest, and what is behind it comes
    // with it.
    PlanCase(
      #"""
      query subscriptions where items.data[0].price.product.active = true and description = "x"
        select items.data[0].price.product.default_price.unit_amount
      """#,
      #"""
      query subscriptions
          filtered locally: items.data[0].price.product.active = true and description = "x"
          select: items.data[0].price.product.default_price.unit_amount
          order: newest first
          requests: 1 or more (one per page), and 1 per distinct items.data[0].price.product
        → list /v1/subscriptions
              filter: status = all
              excludes: subscriptions attached to test clocks
              page size: 100
        → look up items.data[0].price.product
              for: rows where description = "x"
              get: /v1/products/{id}
              expand: ["default_price"]
              requests: 1 per distinct id
      """#),
    // As deep as one answer reaches, and on from there.
    PlanCase(
      #"""
      get price price_1 select product.default_price.product.default_price.product\#
      .default_price.product.default_price.product.name
      """#,
      #"""
      get prices
          expand: ["product","product.default_price","product.default_price.product",\#
      "product.default_price.product.default_price"]
          select: product.default_price.product.default_price.product\#
      .default_price.product.default_price.product.name
          requests: 1, and 1 per distinct \#
      product.default_price.product.default_price.product
        → get /v1/prices/{price}
              ids: ["price_1"]
        → look up product.default_price.product.default_price.product
              for: returned rows
              get: /v1/products/{id}
              expand: ["default_price","default_price.product",\#
      "default_price.product.default_price","default_price.product.default_price.product"]
              requests: 1 per distinct id, at most 1
      """#),
    // An id that cannot be asked for by itself: the one before it is, where there is one.
    PlanCase(
      #"query charges where payment_intent.latest_charge.customer.default_source.id = "x""#,
      #"""
      query charges
          filtered locally: payment_intent.latest_charge.customer.default_source.id = "x"
          expand: ["payment_intent","payment_intent.latest_charge"]
          order: newest first
          requests: 1 or more (one per page), and 1 per distinct \#
      payment_intent.latest_charge.customer
        → list /v1/charges
              page size: 100
        → look up payment_intent.latest_charge.customer
              for: all rows
              get: /v1/customers/{customer}
              expand: ["default_source"]
              requests: 1 per distinct id
      """#),
    PlanCase(
      #"query invoices select lines.data[0].discount_amounts[0].discount.id"#,
      #"""
      error: Stripe cannot expand as deeply as \#
      `lines.data[0].discount_amounts[0].discount` here, and no object on that \#
      path can be requested by its id alone
      """#),
    // A clause that names more than a list's own levels is kept as well.
    PlanCase(
      #"list subscriptions limit 3 expand items.data.price.product, customer"#,
      #"""
      list subscriptions
          expand: ["customer"]
          order: newest first
          limit: 3
          requests: 1, and 1 per distinct items.data.price.product
        → list /v1/subscriptions
              excludes: subscriptions attached to test clocks
              page size: 3
        → look up items.data.price.product
              for: returned rows
              get: /v1/products/{id}
              requests: 1 per distinct id
      """#),
  ]
}

/// Whether ids that are only shown are expanded on every page, or looked up for the rows shown.
@Suite struct ShownDemandTests {
  private func lookups(_ text: String) throws -> [String] {
    guard case .read(let plan) = try plan(text) else { return ["no read"] }
    return plan.expand.map { "expand \($0)" }
      + plan.beforeFilter.lookups.map { "test \($0.path)" }
      + plan.afterFilter.lookups.map { "show \($0.path)" }
  }

  @Test(arguments: [
    // Of a hundred pages a few rows are shown.
    ("query invoices select customer.name order by amount_due desc limit 20", ["show customer"]),
    ("list invoices select customer.name order by total desc limit 3", ["show customer"]),
    (
      "query invoices where total > 5 select customer.name order by amount_due limit 3",
      ["show customer"]
    ),
    (#"retrieve charge where description = "x" select customer.name"#, ["show customer"]),
    (
      "query charges select payment_intent.customer.name order by amount_captured limit 3",
      ["show payment_intent"]
    ),
    // More requests than are worth it.
    ("query invoices select customer.name order by amount_due desc limit 21", ["expand customer"]),
    ("query invoices select customer.name order by total desc", ["expand customer"]),
    (
      "query charges select customer.name, payment_intent.amount order by amount limit 11",
      ["expand customer", "expand payment_intent"]
    ),
    // A search finds the rows on few pages.
    ("query invoices select customer.name order by total desc limit 20", ["expand customer"]),
    // As few pages as rows.
    ("query invoices select customer.name limit 3", ["expand customer"]),
    (
      "list invoices where customer = cus_1 select customer.name order by total limit 3",
      ["expand customer"]
    ),
    ("get invoices in_1, in_2 select customer.name", ["expand customer"]),
    // Every row is looked at across it, or it was asked for.
    (
      #"query invoices where customer.name like "A%" select customer.email order by total limit 3"#,
      ["expand customer"]
    ),
    ("query invoices select total order by customer.name limit 3", ["expand customer"]),
    (
      "query invoices select customer.name, count() group by customer.name limit 3",
      ["expand customer"]
    ),
    (
      "query invoices select customer.name order by total limit 3 expand customer",
      ["expand customer"]
    ),
    // What the condition needs is expanded, and only what is behind it is looked up.
    (
      #"""
      query charges where payment_intent.status = "succeeded"
        select payment_intent.customer.name order by amount limit 3
      """#, ["expand payment_intent", "show payment_intent.customer"]
    ),
  ])
  func `few rows of many pages`(text: String, expected: [String]) throws {
    #expect(try lookups(text) == expected)
  }
}
