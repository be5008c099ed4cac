import Testing

/// Statements that name their objects by id.
@Suite struct ByIDPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"get customer cus_1"#,
      #"""
      get customers
          requests: 1
        → get /v1/customers/{customer}
              ids: ["cus_1"]
      """#),
    PlanCase(
      #"get invoices in_1, in_2 expand customer"#,
      #"""
      get invoices
          expand: ["customer"]
          requests: 2
        → get /v1/invoices/{invoice}
              ids: ["in_1","in_2"]
      """#),
    PlanCase(
      #"get balance"#,
      #"""
      get balances
          requests: 1
        → get /v1/balance
              ids: ["balance"]
      """#),
    PlanCase(
      #"get customer $c"#,
      #"""
      get customers
          requests: 1
        → get /v1/customers/{customer}
              ids: ["cus_1"]
      """#),
    PlanCase(
      #"get customer $none"#,
      #"""
      error: an id is required, got null
      """#),
    PlanCase(
      #"get tax_id txi_1 of customer cus_1"#,
      #"""
      get tax_ids
          requests: 1
        → get /v1/customers/{customer}/tax_ids/{id}
              ids: ["txi_1"]
      """#),
    PlanCase(
      #"retrieve invoice in_1"#,
      #"""
      retrieve invoices
          order: newest first
          requests: 1
        → get /v1/invoices/{invoice}
              ids: ["in_1"]
      """#),
    PlanCase(
      #"retrieve invoice where number = "A-0001""#,
      #"""
      retrieve invoices
          filtered locally: number = "A-0001"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: number:"A-0001"
              page size: 100
      """#),
    PlanCase(
      #"query invoices where id = "in_1""#,
      #"""
      query invoices
          filtered locally: id = "in_1"
          order: newest first
          requests: 1
        → get /v1/invoices/{invoice}
              ids: ["in_1"]
      """#),
    PlanCase(
      #"query invoices where id in ("in_1", "in_2") and status = "draft""#,
      #"""
      query invoices
          filtered locally: id in ("in_1", "in_2") and status = "draft"
          order: newest first
          requests: 2
        → get /v1/invoices/{invoice}
              ids: ["in_1","in_2"]
      """#),
    PlanCase(
      #"query invoices where id = "in_1" and id = "in_2""#,
      #"""
      query invoices
          filtered locally: id = "in_1" and id = "in_2"
          order: newest first
          requests: 0
        → nothing
              because: `id` cannot be both "in_1" and "in_2"
      """#),
    PlanCase(
      #"query invoices where id = "in_1" or id = "in_2""#,
      #"""
      query invoices
          filtered locally: id = "in_1" or id = "in_2"
          order: newest first
          requests: 2
        → get /v1/invoices/{invoice}
              ids: ["in_1","in_2"]
      """#),
    PlanCase(
      #"query invoices where id = "in_1" or status = "draft""#,
      #"""
      query invoices
          filtered locally: id = "in_1" or status = "draft"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where id in ("in_1", "in_2") and id in ("in_2", "in_3")"#,
      #"""
      query invoices
          filtered locally: id in ("in_1", "in_2") and id in ("in_2", "in_3")
          order: newest first
          requests: 1
        → get /v1/invoices/{invoice}
              ids: ["in_2"]
      """#),
    PlanCase(
      #"query invoices where id in ("in_1", "in_1")"#,
      #"""
      query invoices
          filtered locally: id in ("in_1", "in_1")
          order: newest first
          requests: 1
        → get /v1/invoices/{invoice}
              ids: ["in_1"]
      """#),
    PlanCase(
      #"query invoices where id = "in_1" via list"#,
      #"""
      query invoices
          filtered locally: id = "in_1"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where id = """#,
      #"""
      query invoices
          filtered locally: id = ""
          order: newest first
          requests: 0
        → nothing
              because: no id can match
      """#),
    PlanCase(
      #"query invoices where not (id != "in_1")"#,
      #"""
      query invoices
          filtered locally: id = "in_1"
          order: newest first
          requests: 1
        → get /v1/invoices/{invoice}
              ids: ["in_1"]
      """#),
    PlanCase(
      #"query customers where id != "cus_1""#,
      #"""
      query customers
          filtered locally: id != "cus_1"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/customers
              excludes: customers attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query tax_ids of customer cus_1 where id = "txi_1""#,
      #"""
      query tax_ids
          filtered locally: id = "txi_1"
          order: newest first
          requests: 1
        → get /v1/customers/{customer}/tax_ids/{id}
              ids: ["txi_1"]
      """#),
  ]
}
