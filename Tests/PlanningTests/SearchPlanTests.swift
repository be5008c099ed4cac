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
          test here: (status = "open" or status = "draft") and not customer_email like \#
      "%@test.%"
          order: newest first
          limit: 20
          requests: 2 or more, one a page
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
          test here: email is null or name = "The Sky and the Sea" or created < 1729598886
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: email:null OR name:"The Sky and the Sea" OR created<1729598886
              page size: 100
      """#),
    PlanCase(
      #"query customers where name = "O'Brien \"and\" sons \\ co""#,
      #"""
      query customers
          test here: name = "O'Brien \"and\" sons \\ co"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: name:"O'Brien \"and\" sons \\ co"
              page size: 100
      """#),
    PlanCase(
      #"query customers where name ~ "ab""#,
      #"""
      query customers
          test here: name ~ "ab"
          order: newest first
          requests: 1 or more, one a page
        → list /v1/customers
              without: customers of test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where name ~ "abc""#,
      #"""
      query customers
          test here: name ~ "abc"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: name~"abc"
              page size: 100
      """#),
    PlanCase(
      #"query customers where name = "---""#,
      #"""
      query customers
          test here: name = "---"
          order: newest first
          requests: 1 or more, one a page
        → list /v1/customers
              without: customers of test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where phone is null"#,
      #"""
      query customers
          test here: phone is null
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: phone:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier = "gold""#,
      #"""
      query customers
          test here: metadata.tier = "gold"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: metadata["tier"]:"gold"
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata["odd \"key"] = "gold""#,
      #"""
      query customers
          test here: metadata["odd \"key"] = "gold"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: metadata["odd \"key"]:"gold"
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier is null"#,
      #"""
      query customers
          test here: metadata.tier is null
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: metadata["tier"]:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier is not null"#,
      #"""
      query customers
          test here: not metadata.tier is null
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: -metadata["tier"]:null
              page size: 100
      """#),
    PlanCase(
      #"query customers where metadata.tier != "gold""#,
      #"""
      query customers
          test here: metadata.tier != "gold"
          order: newest first
          requests: 1 or more, one a page
        → list /v1/customers
              without: customers of test clocks
              page size: 100
      """#),
    PlanCase(
      #"query customers where description = "x" via search"#,
      #"""
      error: nothing in this condition can be searched for
      """#),
    PlanCase(
      #"query customers where name = "Ann" via search"#,
      #"""
      query customers
          test here: name = "Ann"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: name:"Ann"
              page size: 100
      """#),
  ]
}
