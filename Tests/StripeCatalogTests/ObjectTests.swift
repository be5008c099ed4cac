import Testing

@testable import StripeCatalog

@Suite("Objects")
struct ObjectTests {
  let catalog = Catalog.embedded

  @Test(
    "An object is found by any of its spellings",
    arguments: [
      ("invoice", "invoice"), ("Invoices", "invoice"), ("INVOICES", "invoice"),
      ("invoice_item", "invoice_item"), ("invoiceitem", "invoice_item"),
      ("invoiceitems", "invoice_item"), ("invoice_items", "invoice_item"),
      ("line_item", "line_item"), ("items", "line_item"), ("line", "invoice_line_item"),
      ("invoice_line_items", "invoice_line_item"), ("checkout.sessions", "checkout.session"),
      ("test_clock", "test_helpers.test_clock"), ("meters", "billing.meter"),
      ("account", "account"), ("v2.core.account", "v2.core.account"),
      ("event_destination", "v2.core.event_destination"), ("event", "event"),
      ("balance_settings", "balance_settings"), ("capabilities", "capability"),
      ("financial_addresses", "v2.money_management.financial_address"),
      ("meter_event", "billing.meter_event"), ("card", "card"), ("product", "product"),
      ("application_fee_refund", "fee_refund"), ("treasury.transactions", "treasury.transaction"),
    ])
  func spellings(spelling: String, name: String) {
    #expect(catalog.object(named: spelling)?.name == name)
  }

  @Test(
    "What is ambiguous or unknown is no object",
    arguments: ["session", "transactions", "configuration", "invoicess", "", "v2", "list", "é"])
  func unknown(name: String) {
    #expect(catalog.object(named: name) == nil)
  }

  @Test("An ambiguous word's candidates can be named")
  func candidates() {
    let names = catalog.objects(withLastWord: "Sessions").map(\.name)
    #expect(
      names == ["billing_portal.session", "checkout.session", "financial_connections.session"])
  }

  @Test("Plural names")
  func plurals() {
    #expect(catalog.object(named: "capability")?.plural == "capabilities")
    #expect(catalog.object(named: "tax.settings")?.plural == "tax.settings")
    #expect(catalog.object(named: "checkout.session")?.plural == "checkout.sessions")
  }

  @Test("Stripe's own names")
  func typeNames() {
    #expect(catalog.object(named: "invoice_item")?.typeName == "invoiceitem")
    #expect(catalog.object(named: "invoice_line_item")?.typeName == "line_item")
    #expect(catalog.object(named: "line_item")?.typeName == "item")
    #expect(catalog.object(named: "v2.core.account")?.isV2 == true)
  }

  @Test(
    "An id tells its object by the longest known prefix",
    arguments: [
      ("cus_9s6XKzkNRiz8i3", "customer"), ("in_1", "invoice"), ("ii_1", "invoice_item"),
      ("il_1", "invoice_line_item"), ("li_1", "line_item"), ("pi_3", "payment_intent"),
      ("py_1", "charge"), ("sub_1", "subscription"), ("sub_sched_1", "subscription_schedule"),
      ("cs_test_a1B2", "checkout.session"), ("plink_1", "payment_link"),
      ("si_1", "subscription_item"),
      ("acct_1032D82eZvKYlo2C", "account"), ("clock_1", "test_helpers.test_clock"),
      ("pi_3_secret_x", "payment_intent"),
    ])
  func prefixes(id: String, name: String) {
    #expect(catalog.object(forID: id)?.name == name)
  }

  @Test("Ids of no known form tell nothing", arguments: ["", "_", "gold", "cus", "xyz_1", "__"])
  func unknownIDs(id: String) {
    #expect(catalog.object(forID: id) == nil)
  }

  @Test("Each prefix of an object leads back to it")
  func prefixesLeadBack() {
    let withPrefixes = catalog.objects.filter { !$0.idPrefixes.isEmpty }
    #expect(withPrefixes.count > 80)
    for object in withPrefixes {
      for prefix in object.idPrefixes {
        #expect(catalog.object(forID: prefix + "1") == object)
      }
    }
  }

  @Test(
    "Singletons are retrieved without an id",
    arguments: [
      "balance", "balance_settings", "tax.settings", "cash_balance",
      "billing.credit_balance_summary", "treasury.financial_account_features",
      "v2.money_management.payout_methods_bank_account_spec",
    ])
  func singletons(name: String) throws {
    let object = try #require(catalog.object(named: name))
    #expect(object.isSingleton)
    #expect(catalog.objects.count(where: \.isSingleton) == 7)
  }

  @Test("Search fields by Stripe's search types")
  func searchFields() throws {
    let searchable = catalog.objects.filter { !$0.searchFields.isEmpty }.map(\.name)
    #expect(
      searchable == [
        "charge", "customer", "invoice", "payment_intent", "price", "product", "subscription",
      ])
    let invoice = try #require(catalog.object(named: "invoice"))
    #expect(invoice.searchField(named: "total")?.kind == .numeric)
    #expect(invoice.searchField(named: "status")?.kind == .string)
    #expect(invoice.searchField(named: "currency")?.kind == .token)
    #expect(invoice.searchField(named: "metadata.po")?.name == "metadata")
    #expect(invoice.searchField(named: "due_date") == nil)
    let charge = try #require(catalog.object(named: "charge"))
    #expect(charge.searchField(named: "payment_method_details.card.last4")?.kind == .token)
    for object in catalog.objects where object.operation(.search) != nil {
      #expect(!object.searchFields.isEmpty)
    }
  }
}
