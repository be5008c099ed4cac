import Testing

@testable import StripeCatalog

/// The events about objects of a kind.
@Suite struct ObjectEventTests {
  @Test(arguments: [
    ("customer", "customer.updated", "customer.subscription.updated"),
    ("subscription", "customer.subscription.deleted", "subscription_schedule.updated"),
    ("dispute", "charge.dispute.closed", "charge.updated"),
    ("refund", "charge.refund.updated", "charge.refunded"),
    ("issuing.card", "issuing_card.updated", "issuing_cardholder.updated"),
    ("invoice", "invoice.voided", "invoice_payment.paid"),
  ])
  func `events belong to the object before their last word`(
    name: String, own: String, other: String
  ) throws {
    let object = try #require(Catalog.embedded.object(named: name))
    let events = Catalog.embedded.changeEvents(of: object)
    #expect(events.contains(own))
    #expect(!events.contains(other))
  }

  @Test(arguments: [
    "payment_intent", "invoice_item", "balance_transaction", "account", "file", "v2.core.account",
    "balance",
  ])
  func `objects without an event for each change have none`(name: String) throws {
    let object = try #require(Catalog.embedded.object(named: name))
    #expect(Catalog.embedded.changeEvents(of: object) == [])
  }

  @Test func `names are those of API v1, each once`() {
    let names = Catalog.embedded.eventNames
    #expect(names.count > 200)
    #expect(names == Set(names).sorted())
    #expect(!names.contains("*"))
  }
}
