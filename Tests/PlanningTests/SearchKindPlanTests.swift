import Testing

/// What search is asked for numbers, truths and alternatives.
@Suite struct SearchKindPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"query charges where amount = 100"#,
      #"""
      query charges
          filtered locally: amount = 100
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/charges/search
              query: amount:100
              page size: 100
      """#),
    PlanCase(
      #"query charges where currency = "usd" and amount > 100"#,
      #"""
      query charges
          filtered locally: currency = "usd" and amount > 100
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/charges/search
              query: currency:"usd" AND amount>100
              page size: 100
      """#),
    PlanCase(
      #"query charges where refunded = false"#,
      #"""
      query charges
          filtered locally: refunded = false
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/charges
              page size: 100
      """#),
    PlanCase(
      #"query charges where refunded = true"#,
      #"""
      query charges
          filtered locally: refunded = true
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/charges/search
              query: refunded:"true"
              page size: 100
      """#),
    PlanCase(
      #"query charges where payment_method_details.card.last4 = "4242""#,
      #"""
      query charges
          filtered locally: payment_method_details.card.last4 = "4242"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/charges/search
              query: payment_method_details.card.last4:"4242"
              page size: 100
      """#),
    PlanCase(
      #"query invoices where total > 5"#,
      #"""
      query invoices
          filtered locally: total > 5
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: total>5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" or total > 5"#,
      #"""
      query invoices
          filtered locally: status = "draft" or total > 5
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: status:"draft" OR total>5
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" or amount_due > 5"#,
      #"""
      query invoices
          filtered locally: status = "draft" or amount_due > 5
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/invoices
              page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "draft" and customer = cus_1"#,
      #"""
      query invoices
          order: newest first
          requests: 1 or more (one per page)
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
          filtered locally: metadata.a = "1" and metadata.b = "1" and metadata.c = "1" and \#
      metadata.d = "1" and metadata.e = "1" and metadata.f = "1" and metadata.g = "1" and \#
      metadata.h = "1" and metadata.i = "1" and metadata.j = "1" and metadata.k = "1"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/customers/search
              query: metadata["a"]:"1" AND metadata["b"]:"1" AND metadata["c"]:"1" AND \#
      metadata["d"]:"1" AND metadata["e"]:"1" AND metadata["f"]:"1" AND metadata["g"]:"1" AND \#
      metadata["h"]:"1" AND metadata["i"]:"1" AND metadata["j"]:"1"
              page size: 100
      """#),
    PlanCase(
      #"query payment_intents where status = "requires_capture" or status = "canceled""#,
      #"""
      query payment_intents
          filtered locally: status = "requires_capture" or status = "canceled"
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/payment_intents/search
              query: status:"requires_capture" OR status:"canceled"
              page size: 100
      """#),
    // Most payments have succeeded, and lists are current.
    PlanCase(
      #"query payment_intents where status = "succeeded" or status = "canceled""#,
      #"""
      query payment_intents
          filtered locally: status = "succeeded" or status = "canceled"
          order: newest first
          requests: 1 or more (one per page)
        → list /v1/payment_intents
              page size: 100
      """#),
    PlanCase(
      #"query payment_links via search"#,
      #"""
      error: Stripe has no search endpoint for payment_links
      """#),
  ]
}
