import Testing

/// `list`, which is the endpoint and nothing else.
@Suite struct ListPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"list invoices"#,
      #"""
      list invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"list invoices limit 5"#,
      #"""
      list invoices
          order: newest first
          limit: 5
          requests: 1
        → list /v1/invoices
              page size: 5
      """#),
    PlanCase(
      #"list invoices where customer = cus_1 and created >= 2026-01-01 limit 500 page size 50"#,
      #"""
      list invoices
          order: newest first
          limit: 500
          requests: 1 to 10
        → list /v1/invoices
              filter: customer = cus_1
              filter: created = {"gte":1767225600}
              page size: 50
      """#),
    PlanCase(
      #"list invoices where created between 2026-01-01 and 2026-02-01"#,
      #"""
      list invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = {"gte":1767225600,"lte":1769904000}
              page size: 100
      """#),
    PlanCase(
      #"list products where ids in ("prod_1", "prod_2")"#,
      #"""
      list products
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/products
              filter: ids = ["prod_1","prod_2"]
              page size: 100
      """#),
    PlanCase(
      #"list products where ids = "prod_1, prod_2""#,
      #"""
      list products
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/products
              filter: ids = ["prod_1","prod_2"]
              page size: 100
      """#),
    PlanCase(
      #"list prices where recurring.interval = "month""#,
      #"""
      list prices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/prices
              filter: recurring = {"interval":"month"}
              page size: 100
      """#),
    PlanCase(
      #"list prices where lookup_keys in ("gold", "silver")"#,
      #"""
      list prices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/prices
              filter: lookup_keys = ["gold","silver"]
              page size: 100
      """#),
    PlanCase(
      #"list lines invoice in_1"#,
      #"""
      list invoice_line_items
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices/in_1/lines
              page size: 100
      """#),
    PlanCase(
      #"list lines payment_link plink_1"#,
      #"""
      list line_items
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/payment_links/plink_1/line_items
              page size: 100
      """#),
    PlanCase(
      #"list amount_details_line_items of payment_intent pi_1"#,
      #"""
      list payment_intent_amount_details_line_items
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/payment_intents/pi_1/amount_details_line_items
              page size: 100
      """#),
    PlanCase(
      #"query tax_ids of customer cus_1 where type = "eu_vat""#,
      #"""
      query tax_ids
          filtered locally: type = "eu_vat"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/customers/cus_1/tax_ids
              page size: 100
      """#),
  ]
}
