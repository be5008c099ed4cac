import Testing

/// Ranges, negations and shapes beside a list.
@Suite struct RangePushdownTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query invoices where not (created > 5)"#,
      #"""
      query invoices
          filtered locally: not created > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status != "draft""#,
      #"""
      query invoices
          filtered locally: status != "draft"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer not in (cus_1)"#,
      #"""
      query invoices
          filtered locally: not customer in ("cus_1")
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = $c"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email = "ann@example.com""#,
      #"""
      query invoices
          filtered locally: customer.email = "ann@example.com"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → through customer
              at most: 20 customers
            → query customers
                  order: newest first
                  limit: 21
                  requests: 1
                → list /v1/customers
                      filter: email = ann@example.com
                      excludes: customers attached to test clocks
                      page size: 100
            → list /v1/invoices
                  filter: customer = each id of the customers
                  page size: 100
            → if there are more
                → list /v1/invoices
                      page size: 100
      """#),
    PlanCase(
      #"""
      query invoices where customer = cus_1 select id, customer.email order by total desc \#
      limit 20
      """#,
      #"""
      query invoices
          expand: ["customer"]
          select: id, customer.email
          order by: total desc
          limit: 20
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where amount_paid < amount_due"#,
      #"""
      query invoices
          filtered locally: amount_paid < amount_due
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where lines.data[0].amount > usd 20.00"#,
      #"""
      query invoices
          filtered locally: lines.data[0].currency = "usd" and lines.data[0].amount > 2000
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices order by created limit 5"#,
      #"""
      query invoices
          order: oldest first, read in ascending order
          beginning: found by counts of /v1/invoices/search
          limit: 5
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices order by created desc limit 5"#,
      #"""
      query invoices
          order by: created desc
          limit: 5
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"""
      query charges where created >= now - 30d select currency, count(), sum(amount) group by \#
      currency
      """#,
      #"""
      query charges
          group by: currency
          compute: count(), sum(amount)
          select: currency, count, sum_amount
          requests: 1 or more (one per page)
        → list /v1/charges
              filter: created = {"gte":1777680000}
              page size: 100
      """#),
    PlanCase(
      #"query charges where payment_intent = pi_1"#,
      #"""
      query charges
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/charges
              filter: payment_intent = pi_1
              page size: 100
      """#),
    PlanCase(
      #"query customers where email = "ann@example.com" limit 3"#,
      #"""
      query customers
          order: newest first
          limit: 3
          requests: 1
        → list /v1/customers
              filter: email = ann@example.com
              excludes: customers attached to test clocks
              page size: 3
      """#),
    PlanCase(
      #"query customers where email like "%@example.com" limit 3"#,
      #"""
      query customers
          filtered locally: email like "%@example.com"
          order: newest first
          limit: 3
          requests: 1 or more (one per page)
        → list /v1/customers
              excludes: customers attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query checkout.sessions where customer_details.email = "ann@example.com""#,
      #"""
      query checkout.sessions
          filtered locally: customer_details.email = "ann@example.com"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/checkout/sessions
              filter: customer_details = {"email":"ann@example.com"}
              page size: 100
      """#),
    PlanCase(
      #"query tax_ids where owner.type = "customer""#,
      #"""
      error: Stripe lists tax_ids only by `owner.customer`: add `owner.customer = …`
      """#),
    PlanCase(
      #"query products where url = "https://example.com" and shippable = true"#,
      #"""
      query products
          filtered locally: url = "https://example.com"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/products
              filter: url = https://example.com
              filter: shippable = true
              page size: 100
      """#),
    PlanCase(
      #"query events where type = "invoice.*""#,
      #"""
      error: `type` is never "invoice.*"
      """#),
    PlanCase(
      #"query subscription_items"#,
      #"""
      error: Stripe lists subscription_items only by `subscription`
      """#),
    PlanCase(
      #"query promotion_codes where code = "SPRING""#,
      #"""
      query promotion_codes
          filtered locally: code = "SPRING"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/promotion_codes
              filter: code = SPRING
              page size: 100
      """#),
  ]
}
