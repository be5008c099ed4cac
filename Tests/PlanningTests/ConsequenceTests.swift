import HTTP
import StripeCatalog
import Testing

@testable import Planning

/// What cannot be taken back says so.
@Suite struct ConsequenceTests {
  @Test(arguments: [
    ("delete customer cus_1", true), ("execute void invoice in_1", true),
    ("execute finalize invoice in_1", true), ("execute pay invoice in_1", true),
    ("execute send invoice in_1", true), ("execute capture payment_intent pi_1", true),
    ("execute cancel subscription sub_1", true), ("delete lines il_1 of invoice in_1", true),
    (#"create refund { charge: "ch_1" }"#, true), (#"request POST "/v1/payouts" {}"#, true),
    (#"request DELETE "/v1/customers/cus_1""#, true),
    (#"request POST "/v1/invoices/in_1/pay?expand[]=customer""#, true),
    (#"create payment_intent { amount: 1, currency: "usd", confirm: true }"#, true),
    (#"create payment_intent { amount: 1, currency: "usd", confirm: false }"#, false),
    (#"create payment_intents from [{ amount: 1, currency: "usd", confirm: true }]"#, true),
    (#"request POST "/v1/payment_intents" { amount: 1, confirm: true }"#, true),
    (#"create setup_intent { confirm: true }"#, false),
    (#"update customer cus_1 { name: "x" }"#, false), (#"create customer { name: "x" }"#, false),
    (#"create lines of invoice in_1 { amount: 1 }"#, false),
    (#"request GET "/v1/refunds""#, false), (#"request POST "/v1/customers""#, false),
  ])
  func consequences(statement: String, isLasting: Bool) throws {
    let node = try plan(statement).node
    #expect(node.facts.contains { $0.name == "irreversible" } == isLasting, "\(node)")
  }

  @Test func `every word of the tables ends a path of Stripe's`() {
    let operations = Catalog.embedded.operations
    for (words, method) in [
      (Consequence.ofWords, HTTPMethod.post), (Consequence.ofDeletions, .delete),
    ] {
      for word in words.keys {
        #expect(
          operations.contains { $0.method == method && $0.path.hasSuffix("/" + word) }, "\(word)")
      }
    }
  }
}
