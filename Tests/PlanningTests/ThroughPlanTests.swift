import Testing

/// Conditions on what an id leads to: that object is asked first.
@Suite struct ThroughPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query charges where customer.metadata.tier = "gold" and created > 5 limit 5"#,
      #"""
      query charges
          filtered locally: customer.metadata.tier = "gold" and created > 5
          expand: ["customer"]
          order: newest first
          limit: 5
          requests: 1 or more (one per page)
        → through customer
              at most: 20 customers
            → query customers
                  filtered locally: metadata.tier = "gold"
                  order: newest first
                  limit: 21
                  requests: 1 or more (one per page)
                → search /v1/customers/search
                      query: metadata["tier"]:"gold"
                      page size: 100
            → list /v1/charges
                  filter: customer = each id of the customers
                  filter: created = {"gt":5}
                  page size: 100
            → if there are more
                → list /v1/charges
                      filter: created = {"gt":5}
                      page size: 100
      """#),
    PlanCase(
      #"query prices where product.name in ("Gold", "Silver")"#,
      #"""
      query prices
          filtered locally: product.name in ("Gold", "Silver")
          expand: ["product"]
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/prices
                  filter: active = true
                  page size: 100
            → list /v1/prices
                  filter: active = false
                  page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email = "a@b.c" via list"#,
      #"""
      query invoices
          filtered locally: customer.email = "a@b.c"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email = "a@b.c" and customer = cus_1"#,
      #"""
      query invoices
          filtered locally: customer.email = "a@b.c"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.id = cus_1"#,
      #"""
      query invoices
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email != "a@b.c""#,
      #"""
      query invoices
          filtered locally: customer.email != "a@b.c"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email = "a@b.c" or total > 5"#,
      #"""
      query invoices
          filtered locally: customer.email = "a@b.c" or total > 5
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.delinquent = true"#,
      #"""
      query invoices
          filtered locally: customer.delinquent = true
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.description = "x""#,
      #"""
      query invoices
          filtered locally: customer.description = "x"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.deleted = true and customer.object = "customer""#,
      #"""
      query invoices
          filtered locally: customer.deleted = true and customer.object = "customer"
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer.email = customer_email"#,
      #"""
      query invoices
          filtered locally: customer.email = customer_email
          expand: ["customer"]
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query customers where default_source.object = "card""#,
      #"""
      error: `default_source.object` is never "card"
      """#),
  ]
}
