import Diagnostics
import Language
import StripeCatalog
import Testing

@testable import Analysis

/// What a text is told, each problem as "word under the carets: message | hint".
func problems(_ text: String, variables: [String: VariableBinding] = [:]) -> [String] {
  let source = SourceText(name: "test", text: text)
  let context = CheckContext(catalog: .embedded, variables: variables, profiles: ["acme"])
  let found = Compiler.compile([source], context).diagnostics
  return found.map { diagnostic in
    let bytes = Array(source.text.utf8)[diagnostic.span.start..<diagnostic.span.end]
    let marked = String(decoding: bytes, as: UTF8.self)
    return "\(marked): \(diagnostic.message)" + (diagnostic.hint.map { " | \($0)" } ?? "")
  }
}

@Suite struct GoodStatementTests {
  @Test(arguments: [
    #"get customer cus_1"#,
    #"get balance"#,
    #"get invoices in_1, in_2 expand customer"#,
    #"retrieve invoice where number = "A-0001""#,
    #"list invoices where customer = cus_1 and created >= 2026-01-01 limit 500 page size 50"#,
    #"list lines invoice in_1"#,
    #"list lines payment_link plink_1"#,
    #"list amount_details_line_items of payment_intent pi_1"#,
    #"list products where ids in ("prod_1", "prod_2")"#,
    #"list products where ids = "prod_1,prod_2""#,
    #"list prices where recurring.interval = "month""#,
    #"query invoices where status = "draft" and created > "1729598886""#,
    #"query customers where email is null or name = "The Sky" or created < "1729598886""#,
    #"query invoices where amount_paid < amount_due and lines.data[0].amount > usd 20.00"#,
    #"query invoices select id, customer.email as mail, total / 100 as dollars"#,
    #"query charges select currency, sum(amount) group by currency order by sum(amount) desc"#,
    #"query invoices where metadata.tier = "gold" and metadata["odd key"] ~ "x""#,
    #"create customer { email: "a@b.c", metadata.po: "1", address: { city: "Bonn" } }"#,
    #"create price { currency: "usd", unit_amount: usd 20.00, product: prod_1 }"#,
    #"update invoice in_1 { description: "x", metadata: { po: null } }"#,
    #"update invoice { id: "in_1", description: "x" }"#,
    #"update customers where metadata.tier = "gold" { metadata: { vip: "yes" } }"#,
    #"update lines invoice in_1 line il_2 { quantity: 3 }"#,
    #"update lines invoice { id: "il_2", parent_id: "in_1", quantity: 3 }"#,
    #"update lines invoice in_1 from "lines.csv""#,
    #"delete customers cus_1, cus_2"#,
    #"delete invoices where status = "draft" and created < 2025-01-01 limit 5"#,
    #"execute finalize invoice in_1 { auto_advance: false }"#,
    #"execute create_preview invoice { customer: cus_1 }"#,
    #"create customers from "people.csv" { email: $row.mail, name: "${row.first} ${row.last}" }"#,
    #"create tax_id of customer cus_1 { type: "eu_vat", value: "DE123456789" }"#,
    #"request POST "/v1/refunds" { charge: "ch_1" }"#,
    #"let c = create customer { } for i in query invoices where customer = $c.id { print $i.id }"#,
    #"assert count(query invoices where status = "open") = 2, "two""#,
    #"set on_error = continue; set page_size = 50; use acme; show settings"#,
    #"describe invoice; describe create invoice; describe finalize invoice"#,
    #"explain query invoices where status in ("open", "draft")"#,
    #"query subscriptions where status = "canceled""#,
    #"get test_helpers.test_clock clock_1"#,
    #"query customers where description = "x" and email = "a@b.c" via search"#,
    #"query subscription_items where id = "si_1""#,
    #"query subscription_items where subscription = sub_1"#,
    #"query charges select customer.default_source.customer.default_source.customer.name"#,
    #"query charges where payment_intent.latest_charge.payment_intent.customer.name = "x""#,
    "get invoice in_1 select lines.data[0].discount_amounts[0].discount.id",
    "query invoices where id = in_1 select lines.data[0].discount_amounts[0].discount.id",
    #"get subscription sub_1 expand items.data.price.product"#,
    #"create customer { metadata: { orders: 5, vip: true }, metadata.po: 7 }"#,
  ])
  func passes(_ statement: String) {
    // A body on one line ends at its bracket: what follows is a statement of its own.
    let text = statement.replacing("{ } for", with: "{ }\nfor")
    #expect(problems(text) == [])
  }
}

@Suite struct BadStatementTests {
  @Test(arguments: [
    (
      #"query invoices where statuss = "draft""#,
      "statuss: invoice has no field `statuss` | did you mean `status`?"
    ),
    (
      #"query invoices where status = "drft""#,
      #""drft": `status` is never "drft" | did you mean `draft`?"#
    ),
    (
      #"query invoices where status = draft"#,
      "draft: `draft` is not a field, and the values of `status` are strings"
        + #" | quote it: "draft""#
    ),
    (
      #"get charge ch_1 expand customer.default_source.customer.default_source.customer"#,
      "customer.default_source.customer.default_source.customer:"
        + " Stripe expands at most four levels deep"
    ),
    (
      "query invoices select lines.data[0].discount_amounts[0].discount.id",
      "query invoices select lines.data[0].discount_amounts[0].discount.id: Stripe cannot expand"
        + " as deeply as `lines.data[0].discount_amounts[0].discount` here, and no object on that"
        + " path can be requested by its id alone | `get invoice …` expands one level deeper"
    ),
    (#"query invocies"#, "invocies: unknown object `invocies` | did you mean `invoices`?"),
    (#"query invoices where total = "abc""#, #""abc": `total` is a number, but this is "abc""#),
    (
      #"query invoices where created > "soon""#,
      #""soon": `created` is a time: a date or Unix seconds, but this is "soon""#
    ),
    (
      #"query customers where email = null"#, "null: `=` cannot be used with null | write `is null`"
    ),
    (
      #"query invoices where lines.amount > 5"#,
      "lines.amount: invoice.lines has no field `amount`"
    ),
    (
      #"list invoices where total > 5"#,
      "total: `list invoices` cannot filter by `total` | use `query invoices`"
    ),
    (
      #"list invoices where status = "draft" or status = "open""#,
      #"status = "draft" or status = "open": `list` takes `filter = value` joined by `and`"#
        + " | `query invoices` accepts any condition"
    ),
    (
      #"query customers where description = "x" via search"#,
      "via search: no part of this condition is searchable | remove `via search`"
    ),
    (
      #"query customers via search"#,
      "via search: no part of this condition is searchable | remove `via search`"
    ),
    (
      #"query subscription_items where quantity > 5"#,
      "subscription_items: Stripe lists subscription_items only by `subscription`"
        + " | add `where subscription = …`"
    ),
    (
      #"list subscription_items"#,
      "subscription_items: Stripe lists subscription_items only by `subscription`"
        + " | add `where subscription = …`"
    ),
    (#"create customer { name: 5 }"#, #"5: `name` takes a string | quote it: "5""#),
    (
      #"list invoices where customer = 5"#,
      #"5: `customer` takes a string | quote it: "5""#
    ),
    (#"list invoices page size 101"#, "101: a page size must be from 1 to 100"),
    (
      #"create customer { emial: "x" }"#,
      "emial: create customer has no parameter `emial` | did you mean `email`?"
    ),
    (
      #"create customer { tax_exempt: "revers" }"#,
      #""revers": `tax_exempt` has no value "revers" | did you mean `reverse`?"#
    ),
    (
      #"create price { unit_amount: 5 }"#,
      "{ unit_amount: 5 }: create price requires `currency` | add currency: …"
    ),
    (
      #"create price { currency: "eur", unit_amount: usd 20.00 }"#,
      #"usd 20.00: the amount is in usd but `currency` is "eur""#
    ),
    (
      #"create price { currency: "jpy", unit_amount: jpy 20.50 }"#,
      "jpy 20.50: jpy amounts have no decimals, but `20.50` has more"
    ),
    (#"delete price price_1"#, "price: Stripe cannot delete a price"),
    (
      #"execute finalise invoice in_1"#,
      "finalise: invoices have no `finalise` action | did you mean `finalize`?"
    ),
    (#"print $nope"#, "$nope: unknown variable `$nope`"),
    (#"print "x ${nope}""#, "nope: unknown variable `$nope`"),
    (#"set page_size = 500"#, "500: `page_size` takes a whole number from 1 to 100"),
    (#"set pagesize = 5"#, "pagesize: unknown setting `pagesize` | did you mean `page_size`?"),
    (#"use acmee"#, "acmee: unknown profile `acmee` | did you mean `acme`?"),
    (
      #"get customer"#,
      "customer: `get` requires the id of a customer"
        + " | `list customers` or `query customers` for many"
    ),
    (#"get balance bal_1"#, "balance: `balance` takes no id: there is only one"),
    (
      #"update customer { name: "x" }"#,
      "customer: missing customer id"
        + " | give an id, or select customers with `where` (`where true` for all)"
    ),
    (
      #"query invoices select status, count()"#,
      "select status, count(): `status` is neither grouped nor aggregated"
        + " | add it to `group by`, or use min() or max()"
    ),
    (
      #"query invoices select total + 1"#,
      "total + 1: a computed column requires an alias | add `as name`"
    ),
    (
      #"query payment_links via search"#,
      "via search: Stripe has no search endpoint for payment_links"
    ),
  ])
  func isToldWhy(_ statement: String, _ expected: String) {
    #expect(problems(statement) == [expected])
  }

  @Test func allProblemsComeAtOnce() {
    let found = problems(
      "query invoices where statuss = 1\ncreate customer { emial: 1, nam: 2 }\nprint $x")
    #expect(found.count == 4)
  }

  @Test func whatCannotBeDoneNamesTheAlternative() {
    func notes(_ text: String) -> String {
      let source = SourceText(name: "test", text: text)
      let context = CheckContext(catalog: .embedded)
      let found = Compiler.compile([source], context).diagnostics
      return found.flatMap(\.notes).joined(separator: "; ")
    }
    #expect(notes("delete price price_1").contains("update price … { active: false }"))
    #expect(
      notes("delete payment_link plink_1").contains("update payment_link … { active: false }"))
    #expect(notes("delete charge ch_1").contains("create refund { charge: … }"))
    #expect(notes("delete payment_intent pi_1").contains("execute cancel payment_intent"))
    #expect(notes("create line of payment_link plink_1 {}").contains("{ line_items: […] }"))
  }
}
