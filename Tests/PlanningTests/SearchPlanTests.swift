import Testing

/// When search is chosen and what it is asked.
@Suite struct SearchPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query invoices where status = "draft" and created > 1729598886 limit 500"#,
      #"""
      query invoices
          order: newest first
          limit: 500
          requests: 1 to 5
        → list /v1/invoices
              filter: status = draft
              filter: created = {"gt":1729598886}
              page size: 100
      """#),
    PlanCase(
      #"""
      query invoices where (status = "open" or status = "draft") and not customer_email like \#
      "%@test.%" limit 20
      """#,
      #"""
      query invoices
          filtered locally: (status = "open" or status = "draft") and not customer_email like \#
      "%@test.%"
          order: newest first
          limit: 20
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/invoices
                  filter: status = open
                  page size: 100
            → list /v1/invoices
                  filter: status = draft
                  page size: 100
      """#),
    PlanCase(
      #"""
      query customers where email is null or name = "The Sky and the Sea" or created < \#
      "1729598886"
      """#,
      #"""
      query customers
          filtered locally: email is null or name = "The Sky and the Sea" or created < 1729598886
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: email:null OR name:"The Sky and the Sea" OR created<1729598886
              page size: 100
      """#),
    PlanCase(
      #"query customers where name = "O'Brien \"and\" sons \\ co""#,
      #"""
      query customers
          filtered locally: name = "O'Brien \"and\" sons \\ co"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: name:"O'Brien \"and\" sons \\ co"
              page size: 100
      """#),
    PlanCase(
      #"query customers where name ~ "ab""#,
      #"""
      query customers
          filtered locally: name ~ "ab"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/customers
              excludes: customers attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where name ~ "abc""#,
      #"""
      query customers
          filtered locally: name ~ "abc"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: name~"abc"
              page size: 100
      """#),
    PlanCase(
      #"query customers where name = "---""#,
      #"""
      query customers
          filtered locally: name = "---"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/customers
              excludes: customers attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where phone is null"#,
      #"""
      query customers
          filtered locally: phone is null
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: phone:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier = "gold""#,
      #"""
      query customers
          filtered locally: metadata.tier = "gold"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: metadata["tier"]:"gold"
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata["odd \"key"] = "gold""#,
      #"""
      query customers
          filtered locally: metadata["odd \"key"] = "gold"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: metadata["odd \"key"]:"gold"
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier is null"#,
      #"""
      query customers
          filtered locally: metadata.tier is null
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: metadata["tier"]:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier is not null"#,
      #"""
      query customers
          filtered locally: not metadata.tier is null
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: -metadata["tier"]:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier != "gold""#,
      #"""
      query customers
          filtered locally: metadata.tier != "gold"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/customers
              excludes: customers attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where description = "x" via search"#,
      #"""
      error: no part of this condition is searchable
      """#),
    PlanCase(
      #"query customers where name = "Ann" via search"#,
      #"""
      query customers
          filtered locally: name = "Ann"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: name:"Ann"
              page size: 100
      """#),
  ]
}
