import Testing

/// What of a condition a list endpoint can carry.
@Suite struct ListPushdownTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query invoices"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where true"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 and amount_due > 5"#,
      #"""
      query invoices
          filtered locally: amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 limit 5"#,
      #"""
      query invoices
          order: newest first
          limit: 5
          requests: 1
        → list /v1/invoices
              filter: customer = cus_1
              page size: 5
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 and amount_due > 5 limit 5"#,
      #"""
      query invoices
          filtered locally: amount_due > 5
          order: newest first
          limit: 5
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"""
      query invoices where due_date >= 100 and due_date < 400 and due_date > 200 and due_date \#
      < 300
      """#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: due_date = {"gt":200,"lt":300}
              page size: 100
      """#),
    PlanCase(
      #"query invoices where created > 5 and created > 9 and created < 20 and created <= 15"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = {"gt":9,"lte":15}
              page size: 100
      """#),
    PlanCase(
      #"query invoices where created = 5"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = 5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where created = 5 and created > 3"#,
      #"""
      query invoices
          filtered locally: created = 5 and created > 3
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = 5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where 5 < created"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = {"gt":5}
              page size: 100
      """#),
    PlanCase(
      #"query invoices where created between now - 30d and today"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: created = {"gte":1777680000,"lte":1780272000}
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" via list"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: status = draft
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" and status = "open""#,
      #"""
      query invoices
          filtered locally: status = "draft" and status = "open"
          order: newest first
          requests: 0
        → nothing
              because: `status` cannot be both "draft" and "open"
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 and customer = "cus_1""#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 and false"#,
      #"""
      query invoices
          filtered locally: false
          order: newest first
          requests: 0
        → nothing
              because: no row can match
      """#),
    PlanCase(
      #"query invoices where not (status = "draft")"#,
      #"""
      query invoices
          filtered locally: status != "draft"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where not (status != "draft") via list"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: status = draft
              page size: 100
      """#),
    PlanCase(
      #"query invoices where not (customer = cus_1 or amount_due > 5)"#,
      #"""
      query invoices
          filtered locally: customer != "cus_1" and not amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where not (customer != cus_1 or amount_due > 5)"#,
      #"""
      query invoices
          filtered locally: not amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
  ]
}
