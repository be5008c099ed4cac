import Testing

@testable import Analysis

/// Paths through lists and to what Stripe sends on request, filters that are no fields, clearing.
@Suite struct RequestedPathTests {
  @Test(arguments: [
    #"query charges where refunds.data.amount > 100 select refunds.data.reason"#,
    #"query charges expand refunds"#,
    #"get price price_1 expand tiers, currency_options.eur.tiers"#,
    #"get coupon co_1 expand applies_to"#,
    #"create price { currency: "usd", product: prod_1 } expand tiers"#,
    #"query payment_intents select latest_charge.refunds.data.amount"#,
    #"get issuing.card ic_1 expand number, cvc"#,
    #"query prices where tiers.unit_amount < 5 select tiers[0].up_to, sum(tiers.unit_amount)"#,
    #"query invoices where subscription = sub_1 or not subscription in (sub_2, sub_3)"#,
    #"query subscriptions where price = price_1 and plan != price_2 and price is not null"#,
    #"query subscriptions where current_period_end < now + 7d"#,
    #"query balance_transactions where payout = po_1 and amount > 5"#,
    #"query balance_transactions where payout in (po_1, po_2)"#,
    #"query invoice_items where pending = false or pending"#,
    #"query invoices where last_finalization_error_code = "tax_id_invalid""#,
    #"query promotion_codes where coupon = "co_1""#,
    #"query entitlements.active_entitlements where customer = cus_1"#,
    #"query customers where preferred_locales = "en" or preferred_locales is null"#,
    #"query invoices select sum(lines.data.amount), id order by max(lines.data.amount)"#,
    #"query invoices select currency, sum(lines.data.amount) group by currency"#,
    #"update customer cus_1 { email: null, name: null, address: { city: null }, metadata: {} }"#,
    #"update customer cus_1 { invoice_settings: { default_payment_method: null } }"#,
    #"update product prod_1 { images: [], metadata: {}, marketing_features: [] }"#,
    #"create product { name: "P", images: [] }"#,
  ])
  func isFine(_ statement: String) {
    #expect(problems(statement) == [])
  }

  @Test(arguments: [
    (
      #"query issuing.cards select number"#,
      "query issuing.cards select number: Stripe returns `number` only when one"
        + " object is requested by id | `get issuing.card …` returns it"
    ),
    (
      #"query invoices expand total"#,
      "total: `total` cannot be expanded: it is a number"
    ),
    (
      #"get price price_1 expand recurring"#,
      "recurring: `recurring` cannot be expanded: it is an object"
    ),
    (
      #"query invoices order by lines.data.amount"#,
      "order by lines.data.amount: `lines.data.amount` has one value per list element, but a"
        + " single value is required | take one with `first(lines.data.amount)` or"
        + " `min(lines.data.amount)`, or an index, as in `[0]`"
    ),
    (
      #"query balance_transactions where payout = po_1 or amount > 5"#,
      "where payout = po_1 or amount > 5: `payout` is a filter of Stripe's list and not a field of"
        + " balance_transactions | write `payout = …` or `payout in (…)` once, joined to the rest"
        + " by `and`"
    ),
    (
      #"query balance_transactions where not payout = po_1"#,
      "where not payout = po_1: `payout` is a filter of Stripe's list and not a field of"
        + " balance_transactions | write `payout = …` or `payout in (…)` once, joined to the rest"
        + " by `and`"
    ),
    (
      #"query balance_transactions select payout"#,
      "payout: balance_transaction has no field `payout`"
    ),
    (
      #"update product prod_1 { name: null }"#,
      "null: Stripe does not let `name` be cleared"
    ),
    (
      #"update payment_link plink_1 { metadata: {} }"#,
      "{}: `metadata` is empty, but Stripe does not allow clearing it"
    ),
    (
      #"update subscription sub_1 { items: [] }"#,
      "[]: `items` is empty, but Stripe does not allow clearing it"
    ),
  ])
  func isToldWhy(_ statement: String, _ expected: String) {
    #expect(problems(statement) == [expected])
  }

  @Test(arguments: [
    "payout is null", "payout != po_1", "payout ~ \"po\"", "payout > po_1",
    "payout = source", "payout = po_1 and payout = po_2",
    "(amount > 1 and (payout = po_1 or fee > 1))",
  ])
  func onlyWhatCanBeSentIsTaken(_ condition: String) {
    let found = problems("query balance_transactions where \(condition)")
    #expect(!found.isEmpty && found.allSatisfy { $0.contains("is a filter of Stripe's list") })
  }

  @Test(arguments: [
    "lower(lines.data.description) = \"x\"", "lines.data.amount + 1 > 5",
    "total > now - lines.data.period.start", "lines.data.discountable",
  ])
  func listsAreNoValues(_ condition: String) {
    let found = problems("query invoices where \(condition)")
    #expect(found.count == 1 && found[0].contains("has one value per list element"))
  }
}
