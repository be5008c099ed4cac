import Testing

@testable import StripeCatalog

@Suite("Fields and parameters")
struct MemberTests {
  let catalog = Catalog.embedded

  func field(_ name: String, of object: String) throws -> Field {
    try #require(catalog.object(named: object)?.field(named: name))
  }

  func parameter(_ name: String, of id: String) throws -> Parameter {
    try #require(catalog.operation(id: id)?.parameter(named: name))
  }

  func object(_ name: String) throws -> ObjectType {
    try #require(catalog.object(named: name))
  }

  @Test("Every member is found by its name, and no other name is")
  func names() {
    let records = catalog.objects.map(\.record) + catalog.operations.map(\.record)
    for record in records {
      let names = record.names
      #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      for name in names {
        #expect(record.field(named: name)?.name == name)
        #expect(record.field(named: name + "_") == nil || names.contains(name + "_"))
      }
      #expect(record.field(named: "") == nil && record.field(named: "~") == nil)
    }
  }

  @Test("Enumerations of fields and of filters")
  func enumerations() throws {
    let statuses = TypeShape.enumeration(["draft", "open", "paid", "uncollectible", "void"])
    #expect(try field("status", of: "invoice").type == statuses)
    #expect(try field("status", of: "invoice").isNullable)
    #expect(try parameter("status", of: "InvoiceService.list").type == statuses)
    #expect(try field("type", of: "price").type == .enumeration(["one_time", "recurring"]))
    #expect(try !field("type", of: "price").isNullable)
  }

  @Test("Expandable fields name what they expand to")
  func expandables() throws {
    #expect(try field("customer", of: "invoice").type == .expandable([try object("customer")]))
    #expect(
      try field("latest_charge", of: "payment_intent").type == .expandable([object("charge")]))
    #expect(
      try field("discounts", of: "invoice").type == .array(of: .expandable([object("discount")])))
    let source = try field("default_source", of: "customer").type
    #expect(
      source
        == .expandable([
          try object("account"), try object("bank_account"), try object("card"),
          try object("source"),
        ]))
  }

  @Test("Lists, maps and whole objects within objects")
  func containers() throws {
    #expect(try field("lines", of: "invoice").type == .list(of: try object("invoice_line_item")))
    #expect(try field("metadata", of: "customer").type == .map(of: .string))
    #expect(try field("price", of: "line_item").type == .object(try object("price")))
    #expect(try field("sources", of: "customer").type == .list(of: object("payment_source")))
    #expect(try field("images", of: "product").type == .array(of: .string))
  }

  @Test("Nested records")
  func records() throws {
    guard case .record(let address) = try field("address", of: "customer").type else {
      Issue.record("an address is a record")
      return
    }
    #expect(
      address.names == ["city", "country", "line1", "line2", "postal_code", "state"])
    #expect(address.field(named: "city")?.isNullable == true)
    #expect(address.field(named: "town") == nil)
    guard case .record(let recurring) = try parameter("recurring", of: "PriceService.create").type
    else {
      Issue.record("recurring is a record")
      return
    }
    let interval = try #require(recurring.parameter(named: "interval"))
    #expect(interval.isRequired)
    #expect(interval.type == .enumeration(["day", "month", "week", "year"]))
    #expect(recurring.parameter(named: "interval_count")?.isRequired == false)
  }

  @Test("The same shape is stored once")
  func sharing() throws {
    let shipping = try field("shipping", of: "customer").type
    #expect(try field("shipping", of: "charge").type == shipping)
  }

  @Test("Required parameters")
  func required() throws {
    #expect(try parameter("currency", of: "PriceService.create").isRequired)
    #expect(try parameter("amount", of: "PaymentIntentService.create").isRequired)
    #expect(try parameter("amount", of: "PaymentIntentService.increment_authorization").isRequired)
    #expect(try !parameter("name", of: "CustomerService.create").isRequired)
    #expect(try parameter("line_items", of: "PaymentLinkService.create").isRequired)
    let customer = try #require(catalog.operation(id: "CustomerService.create"))
    #expect(customer.parameters.allSatisfy { !$0.isRequired })
  }

  @Test("Parameters an empty value clears")
  func clearable() throws {
    #expect(try parameter("metadata", of: "CustomerService.update").isClearable)
    #expect(try parameter("tax_exempt", of: "CustomerService.update").isClearable)
    #expect(
      try parameter("tax_exempt", of: "CustomerService.update").type
        == .enumeration(["exempt", "none", "reverse"]))
    #expect(try parameter("description", of: "ProductService.update").isClearable)
    #expect(try parameter("description", of: "ProductService.update").type == .string)
    #expect(try !parameter("name", of: "ProductService.update").isClearable)
    #expect(try !parameter("metadata", of: "PaymentLinkService.update").isClearable)
  }

  @Test("List filters, and which take a range")
  func filters() throws {
    let invoices = try #require(catalog.operation(id: "InvoiceService.list"))
    #expect(
      invoices.filters.map(\.name) == [
        "collection_method", "created", "customer", "customer_account", "due_date", "status",
        "subscription",
      ])
    #expect(invoices.filters.filter(\.isRange).map(\.name) == ["created", "due_date"])
    #expect(invoices.parameter(named: "created")?.type == .timestamp)
    #expect(try object("payment_link").operation(.list)?.filters.map(\.name) == ["active"])
    let prices = try #require(catalog.operation(id: "PriceService.list"))
    #expect(prices.parameter(named: "lookup_keys")?.type == .array(of: .string))
    let ranged = catalog.operations.filter {
      $0.kind == .list && $0.filters.contains(where: \.isRange)
    }
    #expect(ranged.count > 40)
    #expect(ranged.allSatisfy { $0.parameters.filter(\.isRange).allSatisfy(isScalar) })
  }

  func isScalar(_ parameter: Parameter) -> Bool {
    parameter.type == .timestamp || parameter.type == .integer
  }

  @Test("Times in Unix seconds, in API v2 as text")
  func times() throws {
    #expect(try field("created", of: "customer").type == .timestamp)
    #expect(try field("due_date", of: "invoice").type == .timestamp)
    #expect(try field("period_end", of: "invoice").type == .timestamp)
    #expect(try field("redeem_by", of: "coupon").type == .timestamp)
    #expect(try field("frozen_time", of: "test_clock").type == .timestamp)
    #expect(
      try parameter("trial_end", of: "SubscriptionService.update").type
        == .union([.enumeration(["now"]), .timestamp]))
    #expect(try field("attempt_count", of: "invoice").type == .integer)
    #expect(try field("last_seen_at", of: "terminal.reader").type == .integer)
    #expect(try field("created", of: "v2.core.account").type == .string)
    #expect(try field("created", of: "v2.core.account").isDateTime)
  }

  @Test("Every created of v1 is a time, and every one of v2 a time as text")
  func created() {
    for object in catalog.objects {
      guard let created = object.field(named: "created") else { continue }
      if object.isV2 {
        #expect(created.isDateTime, "\(object)")
      } else if object.name != "payment_source" {
        #expect(created.type == .timestamp, "\(object)")
      }
    }
  }

  @Test("Amounts of money, and integers that are none")
  func amounts() throws {
    for name in ["amount_due", "amount_paid", "subtotal", "total", "starting_balance"] {
      #expect(try field(name, of: "invoice").isAmount, "\(name)")
    }
    #expect(try field("unit_amount", of: "price").isAmount)
    #expect(try parameter("amount", of: "PaymentIntentService.create").isAmount)
    #expect(try parameter("amounts", of: "PaymentIntentService.verify_microdeposits").isAmount)
    #expect(try !field("attempt_count", of: "invoice").isAmount)
    #expect(try !field("created", of: "invoice").isAmount)
    #expect(try !parameter("quantity", of: "InvoiceItemService.create").isAmount)
  }

  @Test("Decimals and numbers")
  func decimals() throws {
    #expect(try field("unit_amount_decimal", of: "price").type == .decimal)
    #expect(try !field("unit_amount_decimal", of: "price").isAmount)
    #expect(try parameter("unit_amount_decimal", of: "PriceService.create").type == .decimal)
    #expect(try field("percent_off", of: "coupon").type == .number)
  }

  @Test("Words that Python reserves have Stripe's own names")
  func reservedWords() throws {
    let from = try field("from", of: "v2.money_management.outbound_payment")
    #expect(!from.isNullable)
    let create = "v2.money_management.OutboundPaymentService.create"
    #expect(try parameter("from", of: create).isRequired)
    guard case .record(let amount) = try parameter("amount", of: create).type else {
      Issue.record("an amount of API v2 is a record")
      return
    }
    #expect(amount.parameter(named: "value")?.isAmount == true)
  }
}
