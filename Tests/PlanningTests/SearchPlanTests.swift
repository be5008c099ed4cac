import Testing

/// When search is chosen and what it is asked.
@Suite struct SearchPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    let text = planned(
      expected.statement, variables: ["c": ["id": "cus_1"], "none": nil])
    #expect(text == expected.text)
  }

  static let cases = [
    PlanCase(
      #"query invoices where status = "draft" and created > 1729598886 limit 500"#,
      #"""
      query invoices
          test here: status = "draft" and created > 1729598886
          order: newest first
          limit: 500
          requests: 1 or more, one a page
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
              page size: 100
      """#),
    PlanCase(
      #"query customers where description = "x" via search"#,
      #"""
      error: nothing in this condition can be searched for; leave `via search` out
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
    PlanCase(
      #"query charges where amount = 100"#,
      #"""
      query charges
          test here: amount = 100
          order: newest first
          requests: 1 or more, one a page
        → search /v1/charges/search
              query: amount:100
              page size: 100
      """#),
    PlanCase(
      #"query charges where amount >= 100.5"#,
      #"""
      query charges
          test here: amount >= 100.5
          order: newest first
          requests: 1 or more, one a page
        → list /v1/charges
              page size: 100
      """#),
    PlanCase(
      #"query charges where currency = "usd" and amount > 100"#,
      #"""
      query charges
          test here: currency = "usd" and amount > 100
          order: newest first
          requests: 1 or more, one a page
        → search /v1/charges/search
              query: currency:"usd" AND amount>100
              page size: 100
      """#),
    PlanCase(
      #"query charges where refunded = false"#,
      #"""
      query charges
          test here: refunded = false
          order: newest first
          requests: 1 or more, one a page
        → list /v1/charges
              page size: 100
      """#),
    PlanCase(
      #"query charges where refunded = true"#,
      #"""
      query charges
          test here: refunded = true
          order: newest first
          requests: 1 or more, one a page
        → search /v1/charges/search
              query: refunded:"true"
              page size: 100
      """#),
    PlanCase(
      #"query charges where payment_method_details.card.last4 = "4242""#,
      #"""
      query charges
          test here: payment_method_details.card.last4 = "4242"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/charges/search
              query: payment_method_details.card.last4:"4242"
              page size: 100
      """#),
    PlanCase(
      #"query invoices where total > 5"#,
      #"""
      query invoices
          test here: total > 5
          order: newest first
          requests: 1 or more, one a page
        → search /v1/invoices/search
              query: total>5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" or total > 5"#,
      #"""
      query invoices
          test here: status = "draft" or total > 5
          order: newest first
          requests: 1 or more, one a page
        → search /v1/invoices/search
              query: status:"draft" OR total>5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" or amount_due > 5"#,
      #"""
      query invoices
          test here: status = "draft" or amount_due > 5
          order: newest first
          requests: 1 or more, one a page
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" and customer = cus_1"#,
      #"""
      query invoices
          test here: status = "draft" and customer = "cus_1"
          order: newest first
          requests: 1 or more, one a page
        → list /v1/invoices
              filter: status = draft
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"""
      query customers where metadata.a = "1" and metadata.b = "1" and metadata.c = "1" and \#
      metadata.d = "1" and metadata.e = "1" and metadata.f = "1" and metadata.g = "1" and \#
      metadata.h = "1" and metadata.i = "1" and metadata.j = "1" and metadata.k = "1"
      """#,
      #"""
      query customers
          test here: metadata.a = "1" and metadata.b = "1" and metadata.c = "1" and \#
      metadata.d = "1" and metadata.e = "1" and metadata.f = "1" and metadata.g = "1" and \#
      metadata.h = "1" and metadata.i = "1" and metadata.j = "1" and metadata.k = "1"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/customers/search
              query: metadata["a"]:"1" AND metadata["b"]:"1" AND metadata["c"]:"1" AND \#
      metadata["d"]:"1" AND metadata["e"]:"1" AND metadata["f"]:"1" AND metadata["g"]:"1" AND \#
      metadata["h"]:"1" AND metadata["i"]:"1" AND metadata["j"]:"1"
              page size: 100
      """#),
    PlanCase(
      #"query payment_intents where status = "succeeded" or status = "canceled""#,
      #"""
      query payment_intents
          test here: status = "succeeded" or status = "canceled"
          order: newest first
          requests: 1 or more, one a page
        → search /v1/payment_intents/search
              query: status:"succeeded" OR status:"canceled"
              page size: 100
      """#),
    PlanCase(
      #"query payment_links via search"#,
      #"""
      error: Stripe has no search endpoint for payment_links
      """#),
  ]
}
