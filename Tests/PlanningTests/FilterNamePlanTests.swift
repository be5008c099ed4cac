import JSON
import Testing

@testable import Planning

/// Filters that are no fields, and the paths that say the same.
@Suite struct FilterNamePlanTests {
  @Test(arguments: [
    ("subscription = sub_1", "filter: subscription = sub_1"),
    ("parent.subscription_details.subscription = sub_1", "filter: subscription = sub_1"),
  ])
  func invoicesOfASubscription(_ condition: String, _ filter: String) {
    #expect(
      planned("query invoices where \(condition) limit 5") == """
        query invoices
            order: newest first
            limit: 5
            requests: 1
          → list /v1/invoices
                \(filter)
                page size: 5
        """)
  }

  @Test(arguments: [
    ("subscriptions", "price = price_1", "price = price_1"),
    ("subscriptions", "items.data.price.id = price_1", "price = price_1"),
    ("subscriptions", "plan = price_1", "plan = price_1"),
    ("invoice_items", "pending = true", "pending = true"),
    ("invoice_items", "invoice is null", "pending = true"),
    ("invoice_items", "not pending = true", nil),
    ("invoice_items", "pending = false", "pending = false"),
    ("invoice_items", "invoice is not null", "pending = false"),
    ("promotion_codes", #"coupon = "co_1""#, "coupon = co_1"),
    ("promotion_codes", #"promotion.coupon = "co_1""#, "coupon = co_1"),
    ("balance_transactions", "payout = po_1", "payout = po_1"),
    (
      "subscriptions", "current_period_end < 1800000000", #"current_period_end = {"lt":1800000000}"#
    ),
    ("subscription_schedules", #"status = "not_started""#, "scheduled = true"),
  ])
  func areSent(_ object: String, _ condition: String, _ filter: String?) {
    let text = planned("query \(object) where \(condition)")
    if let filter {
      #expect(text.contains("filter: \(filter)"), "\(text)")
    } else {
      #expect(!text.contains("filter: "), "\(text)")
    }
  }

  @Test func severalValuesAreSeveralLists() {
    #expect(
      planned("query balance_transactions where payout in (po_1, po_2) and amount > 5") == """
        query balance_transactions
            filtered locally: amount > 5
            order: newest first
            requests: 2 or more (one per page)
          → union
                order: newest first, duplicates dropped
              → list /v1/balance_transactions
                    filter: payout = po_1
                    page size: 100
              → list /v1/balance_transactions
                    filter: payout = po_2
                    page size: 100
        """)
  }

  @Test(arguments: [
    "subscription != sub_1", "not subscription in (sub_1)", "subscription is null",
    "subscription = sub_1 or total > 5",
  ])
  func theRestIsTestedHere(_ condition: String) {
    let text = planned("query invoices where \(condition)")
    #expect(!text.contains("filter: subscription"))
    #expect(text.contains("filtered locally: "))
    #expect(text.contains("parent.subscription_details.subscription"))
  }

  @Test func whatOnlyStripeTestsIsNeverDropped() {
    for condition in ["id = txn_1 and payout = po_1", "payout = $many"] {
      let many = JSONValue.array((0..<30).map { .string("po_\($0)") })
      let text = planned(
        "query balance_transactions where \(condition)", variables: ["many": many])
      #expect(text.contains("payout = po_1") || text.hasPrefix("error: "), "\(text)")
      #expect(!text.contains("get /v1/balance_transactions"), "\(text)")
    }
  }

  @Test func searchHasNamesOfItsOwn() {
    let text = planned(
      #"query invoices where last_finalization_error_code = "tax_id_invalid""#)
    #expect(text.contains(#"last_finalization_error_code:"tax_id_invalid""#), "\(text)")
    #expect(
      planned("query invoices where subscription = sub_1 via search")
        .contains(#"subscription:"sub_1""#))
  }

  @Test func twoElementsCanHaveTwoValues() {
    let text = planned(
      "query subscriptions where items.data.price.id = price_1 and items.data.price.id = price_2")
    #expect(!text.contains("nothing"))
    #expect(text.contains("filtered locally: "))
  }
}

/// What Stripe sends only on request is asked for where a path crosses it.
@Suite struct RequestedPlanTests {
  @Test(arguments: [
    ("query charges where refunds.data[0].amount > 5", #"["data.refunds"]"#),
    ("query charges select refunds.data.amount", #"["data.refunds"]"#),
    ("query customers where subscriptions.data.id is not null", #"["data.subscriptions"]"#),
    (
      "query payment_intents select latest_charge.refunds.data.amount",
      #"["data.latest_charge","data.latest_charge.refunds"]"#
    ),
    ("get price price_1 select tiers.unit_amount", #"["tiers"]"#),
    ("get coupon co_1 select applies_to.products", #"["applies_to"]"#),
    ("get price price_1 expand tiers", #"["tiers"]"#),
    ("get issuing.card ic_1 select number", #"["number"]"#),
    (
      "query checkout.sessions select total_details.breakdown.discounts.amount",
      #"["data.total_details.breakdown"]"#
    ),
  ])
  func isExpanded(_ statement: String, _ expand: String) throws {
    let text = planned(statement)
    let paths = expand.replacing("\"data.", with: "\"")
    #expect(text.contains("expand: \(paths)"), "\(text)")
  }

  @Test func isLookedUpWhereItIsTooDeep() {
    let text = planned(
      "query invoice_payments select payment.payment_intent.latest_charge.refunds.data.amount")
    #expect(text.contains("look up") && text.contains("refunds"), "\(text)")
  }
}
