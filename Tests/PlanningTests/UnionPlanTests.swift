import Testing

/// Several lists for one condition, and lists that hide rows.
@Suite struct UnionPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query prices"#,
      #"""
      query prices
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
      #"query prices where recurring.interval = "month""#,
      #"""
      query prices
          filtered locally: recurring.interval = "month"
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/prices
                  filter: recurring = {"interval":"month"}
                  filter: active = true
                  page size: 100
            → list /v1/prices
                  filter: recurring = {"interval":"month"}
                  filter: active = false
                  page size: 100
      """#),
    PlanCase(
      #"query prices where active = true and type = "recurring""#,
      #"""
      query prices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/prices
              filter: active = true
              filter: type = recurring
              page size: 100
      """#),
    PlanCase(
      #"query prices where active = false"#,
      #"""
      query prices
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/prices
              filter: active = false
              page size: 100
      """#),
    PlanCase(
      #"query prices where lookup_key = "gold""#,
      #"""
      query prices
          filtered locally: lookup_key = "gold"
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/prices
                  filter: lookup_keys = ["gold"]
                  filter: active = true
                  page size: 100
            → list /v1/prices
                  filter: lookup_keys = ["gold"]
                  filter: active = false
                  page size: 100
      """#),
    PlanCase(
      #"query prices where lookup_key in ("gold", "silver")"#,
      #"""
      query prices
          filtered locally: lookup_key in ("gold", "silver")
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/prices
                  filter: lookup_keys = ["gold","silver"]
                  filter: active = true
                  page size: 100
            → list /v1/prices
                  filter: lookup_keys = ["gold","silver"]
                  filter: active = false
                  page size: 100
      """#),
    PlanCase(
      #"query subscriptions"#,
      #"""
      query subscriptions
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/subscriptions
              filter: status = all
              excludes: subscriptions attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query subscriptions where customer = cus_1"#,
      #"""
      query subscriptions
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/subscriptions
              filter: customer = cus_1
              filter: status = all
              page size: 100
      """#),
    PlanCase(
      #"query subscriptions where status = "canceled" via list"#,
      #"""
      query subscriptions
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/subscriptions
              filter: status = canceled
              excludes: subscriptions attached to test clocks
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status in ("open", "draft") via list"#,
      #"""
      query invoices
          filtered locally: status in ("open", "draft")
          order: newest first
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
      #"query invoices where status in ("open", "open") via list"#,
      #"""
      query invoices
          filtered locally: status in ("open", "open")
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: status = open
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 or customer = cus_2"#,
      #"""
      query invoices
          filtered locally: customer = "cus_1" or customer = "cus_2"
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/invoices
                  filter: customer = cus_1
                  page size: 100
            → list /v1/invoices
                  filter: customer = cus_2
                  page size: 100
      """#),
    PlanCase(
      #"query invoices where (customer = cus_1 or customer = cus_2) and created > 5"#,
      #"""
      query invoices
          filtered locally: (customer = "cus_1" or customer = "cus_2") and created > 5
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/invoices
                  filter: created = {"gt":5}
                  filter: customer = cus_1
                  page size: 100
            → list /v1/invoices
                  filter: created = {"gt":5}
                  filter: customer = cus_2
                  page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 or amount_due > 5"#,
      #"""
      query invoices
          filtered locally: customer = "cus_1" or amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer = cus_1 and (status = "open" or amount_due > 5)"#,
      #"""
      query invoices
          filtered locally: status = "open" or amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"""
      query invoices where customer in (cus_1, cus_2, cus_3, cus_4, cus_5, cus_6, cus_7, \#
      cus_8, cus_9, cus_10, cus_11, cus_12, cus_13, cus_14, cus_15, cus_16, cus_17, cus_18, \#
      cus_19, cus_20, cus_21)
      """#,
      #"""
      query invoices
          filtered locally: customer in ("cus_1", "cus_2", "cus_3", "cus_4", "cus_5", "cus_6", \#
      "cus_7", "cus_8", "cus_9", "cus_10", "cus_11", "cus_12", "cus_13", "cus_14", "cus_15", \#
      "cus_16", "cus_17", "cus_18", "cus_19", "cus_20", "cus_21")
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where customer in (cus_1) and status = "open""#,
      #"""
      query invoices
          filtered locally: customer in ("cus_1")
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              filter: status = open
              filter: customer = cus_1
              page size: 100
      """#),
    PlanCase(
      #"query payment_links where active = true or active = false"#,
      #"""
      query payment_links
          filtered locally: active = true or active = false
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/payment_links
              page size: 100
      """#),
    PlanCase(
      #"""
      query invoices where customer = cus_1 or (customer = cus_2 and collection_method = \#
      "send_invoice")
      """#,
      #"""
      query invoices
          filtered locally: customer = "cus_1" or (customer = "cus_2" and collection_method = \#
      "send_invoice")
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → list /v1/invoices
                  filter: customer = cus_1
                  page size: 100
            → list /v1/invoices
                  filter: customer = cus_2
                  filter: collection_method = send_invoice
                  page size: 100
      """#),
  ]
}
