import Testing

@testable import StripeCatalog

@Suite("Operations")
struct OperationTests {
  let catalog = Catalog.embedded

  func object(_ name: String) throws -> ObjectType {
    try #require(catalog.object(named: name))
  }

  @Test("The operations of an object at the top level")
  func topLevel() throws {
    let invoice = try object("invoice")
    #expect(invoice.operation(.create)?.path == "/v1/invoices")
    #expect(invoice.operation(.create)?.method == .post)
    #expect(invoice.operation(.retrieve)?.path == "/v1/invoices/{invoice}")
    #expect(invoice.operation(.update)?.method == .post)
    #expect(invoice.operation(.delete)?.method == .delete)
    #expect(invoice.operation(.list)?.result == .list(of: invoice))
    #expect(invoice.operation(.search)?.path == "/v1/invoices/search")
    #expect(invoice.operation(.search)?.collection == "invoices")
    #expect(try object("invoice_item").operation(.list)?.path == "/v1/invoiceitems")
    #expect(try object("payment_link").operation(.search) == nil)
    #expect(try object("price").operation(.delete) == nil)
    #expect(try object("balance").operation(.retrieve)?.pathParameters.isEmpty == true)
  }

  @Test("Operations nested in a parent")
  func nested() throws {
    let taxID = try object("tax_id")
    let create = try #require(taxID.operation(.create, of: ["customers"]))
    #expect(create.path == "/v1/customers/{customer}/tax_ids")
    #expect(create.parents == [try object("customer")])
    #expect(create.idParameter == nil)
    #expect(create.id == "CustomerTaxIdService.create")
    #expect(taxID.operation(.create)?.path == "/v1/tax_ids")
    let delete = try #require(taxID.operation(.delete, of: ["customer"]))
    #expect(delete.pathParameters.map(\.name) == ["customer", "id"])
    #expect(delete.idParameter?.object == taxID)
    #expect(taxID.operation(.create, of: ["invoice"]) == nil)
    #expect(taxID.operation(.create, of: ["customer", "customer"]) == nil)
    #expect(taxID.operation(.create, of: ["nonsense"]) == nil)
    let person = try object("v2.core.account_person")
    #expect(person.operation(.list, of: ["v2.core.account"])?.isV2 == true)
  }

  @Test("Nested lists go by the word of their collection, plural or singular")
  func collections() throws {
    let invoice = try object("invoice")
    let lines = try #require(invoice.operation(.list, collection: "lines"))
    #expect(lines.path == "/v1/invoices/{invoice}/lines")
    #expect(lines.object.name == "invoice_line_item")
    #expect(lines.collectionMember == "line")
    let update = try #require(invoice.operation(.update, collection: "Line"))
    #expect(update.path == "/v1/invoices/{invoice}/lines/{line_item_id}")
    #expect(update.pathParameters.map(\.object?.name) == ["invoice", "invoice_line_item"])
    let paymentIntent = try object("payment_intent")
    let details = paymentIntent.operation(.list, collection: "amount_details_line_items")
    #expect(details?.path == "/v1/payment_intents/{intent}/amount_details_line_items")
    let payments = try object("payment_link").operation(.list, collection: "line_items")
    #expect(payments?.object.name == "line_item")
    #expect(invoice.operation(.list, collection: "invoices")?.path == "/v1/invoices")
    let fromBelow = lines.object.operation(.list, collection: "lines", of: ["invoice"])
    #expect(fromBelow == lines)
    #expect(invoice.operation(.list, collection: "line_items") == nil)
  }

  @Test("The lists nested in an object")
  func nestedLists() throws {
    #expect(try object("invoice").nestedLists.map(\.collection) == ["lines"])
    #expect(
      try object("customer").nestedLists.map(\.collection) == [
        "balance_transactions", "cash_balance_transactions", "payment_methods", "sources",
        "tax_ids",
      ])
    #expect(try object("quote").nestedLists.count == 2)
    let ownName = try object("line_item").operation(.list, of: ["quote"])
    #expect(ownName?.collection == "line_items")
  }

  @Test(
    "An action goes by the last word of Stripe's path and by the SDK's name",
    arguments: [
      ("invoice", "finalize", "finalize_invoice", "/v1/invoices/{invoice}/finalize"),
      ("invoice", "send", "send_invoice", "/v1/invoices/{invoice}/send"),
      ("invoice", "void", "void_invoice", "/v1/invoices/{invoice}/void"),
      ("credit_note", "void", "void_credit_note", "/v1/credit_notes/{id}/void"),
      ("quote", "finalize", "finalize_quote", "/v1/quotes/{quote}/finalize"),
      ("issuing.card", "ship", "ship_card", "/v1/test_helpers/issuing/cards/{card}/shipping/ship"),
      ("refund", "expire", "expire", "/v1/test_helpers/refunds/{refund}/expire"),
    ])
  func actions(name: String, word: String, alias: String, path: String) throws {
    let action = try #require(catalog.object(named: name)?.action(named: word))
    #expect(action.name == word)
    #expect(action.path == path)
    #expect(try object(name).action(named: alias) == action)
    #expect(action.kind == .action)
  }

  @Test("The business transactions of the connectors' objects")
  func actionNames() throws {
    #expect(
      try object("invoice").actionNames == [
        "add_lines", "attach_payment", "create_preview", "finalize", "mark_uncollectible", "pay",
        "remove_lines", "send", "update_lines", "void",
      ])
    #expect(
      try object("payment_intent").actionNames == [
        "apply_customer_balance", "cancel", "capture", "confirm", "increment_authorization",
        "verify_microdeposits",
      ])
    #expect(try object("charge").actionNames == ["capture"])
    #expect(try object("customer").actionNames == ["delete_discount", "fund_cash_balance"])
    #expect(try object("price").actionNames.isEmpty)
  }

  @Test("Actions that are no POST on an id")
  func unusualActions() throws {
    let discount = try #require(catalog.object(named: "customer")?.action(named: "delete_discount"))
    #expect(discount.method == .delete)
    #expect(discount.result == .object(try object("discount")))
    #expect(discount.object.name == "customer")
    let preview = try #require(catalog.object(named: "invoice")?.action(named: "create_preview"))
    #expect(preview.idParameter == nil)
    #expect(preview.collection == "invoices")
    let cancel = try #require(catalog.object(named: "subscription")?.action(named: "cancel"))
    #expect(cancel.method == .delete)
    #expect(cancel.path == "/v1/subscriptions/{subscription_exposed_id}")
    #expect(try object("credit_note").action(named: "preview")?.method == .get)
    #expect(try object("credit_note_line_item").operation(.list) == nil)
    let own = try #require(catalog.object(named: "account")?.action(named: "retrieve_current"))
    #expect(own.path == "/v1/account")
  }

  @Test("Where Stripe answers with one of several objects, each of them has the operations")
  func families() throws {
    let delete = try #require(catalog.object(named: "card")?.operation(.delete, of: ["customer"]))
    #expect(delete.path == "/v1/customers/{customer}/sources/{id}")
    #expect(delete.object.name == "payment_source")
    #expect(try object("bank_account").operation(.delete, of: ["customer"]) == delete)
    #expect(try object("customer").operation(.list, collection: "sources")?.object == delete.object)
    #expect(delete.object.field(named: "last4")?.isNullable == true)
    #expect(try object("card").operation(.list, of: ["account"])?.collection == "external_accounts")
    #expect(try object("account").operation(.delete, of: ["customer"]) == nil)
  }

  @Test("Nearly all is answered by the API server as JSON")
  func servers() throws {
    let elsewhere = catalog.operations.filter { $0.server != .api }
    #expect(
      elsewhere.map(\.id) == [
        "FileService.create", "QuoteService.pdf", "v2.billing.MeterEventStreamService.create",
      ])
    #expect(catalog.operations.filter(\.answersFile).map(\.id) == ["QuoteService.pdf"])
    #expect(catalog.operation(id: "QuoteService.pdf")?.result == .any)
  }

  @Test("A path takes its values in order, percent-encoded")
  func paths() throws {
    let update = try #require(catalog.operation(id: "InvoiceLineItemService.update"))
    #expect(update.path(with: ["in_1", "il_2"]) == "/v1/invoices/in_1/lines/il_2")
    #expect(update.path(with: ["in_1", "a/b?é"]) == "/v1/invoices/in_1/lines/a%2Fb%3F%C3%A9")
    #expect(update.path(with: ["in_1"]) == nil)
    #expect(update.path(with: ["in_1", ""]) == nil)
    #expect(catalog.operation(id: "BalanceService.retrieve")?.path(with: []) == "/v1/balance")
  }

  @Test("Of the operations of v2, one of each kind")
  func version2() throws {
    let account = try object("v2.core.account")
    #expect(account.operation(.create)?.id == "v2.core.AccountService.create")
    #expect(account.action(named: "close")?.path == "/v2/core/accounts/{id}/close")
    let destination = try object("v2.core.event_destination")
    #expect(destination.operation(.delete)?.path == "/v2/core/event_destinations/{id}")
    #expect(destination.action(named: "ping")?.result == .object(try object("v2.core.event")))
  }
}
