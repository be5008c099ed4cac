import Testing

/// Which of several ways is the cheapest.
@Suite struct CheapestPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  @Test func `a document lists every filter`() throws {
    let text = #"query invoices where status = "open" and customer = cus_1"#
    let node = try plan(text).node.json["children"]?[0]
    #expect(node?["filter"] == ["status = open", "customer = cus_1"])
  }

  static let cases = [
    PlanCase(
      #"query invoices where total >= 5 and status = "open""#,
      #"""
      query invoices
          filtered locally: total >= 5 and status = "open"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: total>=5 AND status:"open"
              page size: 100
      """#),
    PlanCase(
      #"query invoices where total >= 5 and customer = cus_1"#,
      #"""
      query invoices
          filtered locally: total >= 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where total >= 5 and status = "open" limit 20"#,
      #"""
      query invoices
          filtered locally: total >= 5
          order: newest first
          limit: 20
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: status = open
              page size: 100
      """#),
    PlanCase(
      #"query invoices where total >= 5 and status = "open" order by total limit 20"#,
      #"""
      query invoices
          filtered locally: total >= 5 and status = "open"
          order by: total
          limit: 20
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: total>=5 AND status:"open"
              only: the 20 rows with the least total, bounded by counts
              data: up to a minute old
              page size: 100
            → if search cannot answer
                → search /v1/invoices/search
                      query: total>=5 AND status:"open"
                      page size: 100
      """#),
    PlanCase(
      #"query charges where currency = "usd" limit 3"#,
      #"""
      query charges
          filtered locally: currency = "usd"
          order: newest first
          limit: 3
          requests: 1 or more (one per page)
        → list /v1/charges
              page size: 100
      """#),
    PlanCase(
      #"query customers where name = "Ann" limit 3"#,
      #"""
      query customers
          filtered locally: name = "Ann"
          order: newest first
          limit: 3
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: name:"Ann"
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status in ("open", "draft") and created >= 5"#,
      #"""
      query invoices
          filtered locally: status in ("open", "draft") and created >= 5
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/invoices
                  filter: created = {"gte":5}
                  filter: status = open
                  page size: 100
            → list /v1/invoices
                  filter: created = {"gte":5}
                  filter: status = draft
                  page size: 100
      """#),
    PlanCase(
      #"query invoices where status in ("open", customer_email)"#,
      #"""
      query invoices
          filtered locally: status in ("open", customer_email)
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where collection_method != "send_invoice""#,
      #"""
      query invoices
          filtered locally: collection_method != "send_invoice"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: collection_method = charge_automatically
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status != "paid""#,
      #"""
      query invoices
          filtered locally: status != "paid"
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → search /v1/invoices/search
                  query: -status:"paid"
                  page size: 100
            → search /v1/invoices/search
                  query: status:null
                  page size: 100
      """#),
    PlanCase(
      #"query quotes where status not in ("draft", "open")"#,
      #"""
      query quotes
          filtered locally: not status in ("draft", "open")
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/quotes
                  filter: status = accepted
                  excludes: quotes attached to test clocks
                  page size: 100
            → list /v1/quotes
                  filter: status = canceled
                  excludes: quotes attached to test clocks
                  page size: 100
      """#),
    PlanCase(
      #"query prices where active != true"#,
      #"""
      query prices
          filtered locally: active != true
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/prices
              filter: active = false
              page size: 100
      """#),
    PlanCase(
      #"query products where id in ("prod_1", "prod_2", "prod_3") and active = true"#,
      #"""
      query products
          filtered locally: id in ("prod_1", "prod_2", "prod_3")
          order: newest first
          requests: 1
        → list /v1/products
              filter: active = true
              filter: ids = ["prod_1","prod_2","prod_3"]
              page size: 100
      """#),
    PlanCase(
      #"query products where id in ("prod_1", "prod_2", "prod_3") page size 2"#,
      #"""
      query products
          filtered locally: id in ("prod_1", "prod_2", "prod_3")
          order: newest first
          requests: 2
        → union
              order: newest first, duplicates dropped
            → list /v1/products
                  filter: ids = ["prod_1","prod_2"]
                  page size: 2
            → list /v1/products
                  filter: ids = ["prod_3"]
                  page size: 2
      """#),
    PlanCase(
      #"query products where id = "prod_1""#,
      #"""
      query products
          filtered locally: id = "prod_1"
          order: newest first
          requests: 1
        → get /v1/products/{id}
              ids: ["prod_1"]
      """#),
    PlanCase(
      #"query tax_ids where owner.type = "customer" and owner.customer = cus_1"#,
      #"""
      query tax_ids
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/tax_ids
              filter: owner = {"type":"customer","customer":"cus_1"}
              page size: 100
      """#),
    PlanCase(
      #"query tax_ids where owner.customer = cus_1"#,
      #"""
      query tax_ids
          filtered locally: owner.customer = "cus_1"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/tax_ids
              excludes: tax ids that are not the account's own
              page size: 100
      """#),
    PlanCase(
      #"query tax_ids"#,
      #"""
      query tax_ids
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/tax_ids
              excludes: tax ids that are not the account's own
              page size: 100
      """#),
    PlanCase(
      #"query subscription_items where subscription in (sub_1, sub_2)"#,
      #"""
      query subscription_items
          filtered locally: subscription in ("sub_1", "sub_2")
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/subscription_items
                  filter: subscription = sub_1
                  page size: 100
            → list /v1/subscription_items
                  filter: subscription = sub_2
                  page size: 100
      """#),
  ]
}
