import Testing

@testable import StripeCatalog

/// Fields that Stripe sends only where `expand` names them.
@Suite struct RequestedFieldTests {
  private let catalog = Catalog.embedded

  @Test(arguments: [
    ("charge", "refunds"), ("customer", "subscriptions"), ("customer", "sources"),
    ("customer", "tax_ids"), ("customer", "tax"), ("customer", "cash_balance"),
    ("customer", "invoice_credit_balance"), ("price", "tiers"), ("price", "currency_options"),
    ("plan", "tiers"), ("coupon", "applies_to"), ("coupon", "currency_options"),
    ("checkout.session", "line_items"), ("quote", "line_items"), ("payment_link", "line_items"),
    ("invoice", "payments"), ("invoice", "confirmation_secret"), ("tax.calculation", "line_items"),
    ("issuing.card", "number"), ("issuing.card", "cvc"), ("treasury.transaction", "entries"),
  ])
  func areMarked(_ object: String, _ name: String) throws {
    #expect(try #require(catalog.object(named: object)?.field(named: name)).isOnRequest)
  }

  @Test(arguments: [
    ("invoice", "lines"), ("invoice", "customer"), ("subscription", "items"),
    ("account", "external_accounts"), ("transfer", "reversals"), ("customer", "email"),
    ("price", "product"), ("coupon", "metadata"),
  ])
  func othersAreNot(_ object: String, _ name: String) throws {
    #expect(try !#require(catalog.object(named: object)?.field(named: name)).isOnRequest)
  }

  @Test func someStandInsideRecords() throws {
    func field(_ object: String, _ path: String...) throws -> Field {
      var shape = TypeShape.object(try #require(catalog.object(named: object)))
      var found: Field?
      for name in path {
        if case .map(let value) = shape { shape = value }
        switch shape {
        case .record(let record): found = record.field(named: name)
        case .object(let object): found = object.field(named: name)
        default: found = nil
        }
        shape = try #require(found).type
      }
      return try #require(found)
    }
    #expect(try field("checkout.session", "total_details", "breakdown").isOnRequest)
    #expect(try field("promotion_code", "restrictions", "currency_options").isOnRequest)
    #expect(try field("shipping_rate", "fixed_amount", "currency_options").isOnRequest)
    #expect(try field("price", "currency_options", "tiers").isOnRequest)
    #expect(try !field("price", "currency_options", "unit_amount").isOnRequest)
  }

  @Test func noListShowsWhatComesByIDOnly() {
    let found = catalog.objects.flatMap { object in
      object.fields.filter(\.isByIDOnly).map { "\(object.name) \($0.name)" }
    }
    #expect(
      found == ["issuing.card cvc", "issuing.card number", "treasury.transaction entries"])
  }
}

/// Filters that are no fields.
@Suite struct FilterMeaningTests {
  private let catalog = Catalog.embedded

  @Test(arguments: [
    (
      "invoice", "subscription", FilterMeaning.value(at: "parent.subscription_details.subscription")
    ),
    ("subscription", "price", .value(at: "items.data.price.id")),
    ("subscription", "plan", .value(at: "items.data.plan.id")),
    ("invoice_item", "pending", .absence(at: "invoice")),
    ("promotion_code", "coupon", .value(at: "promotion.coupon")),
    ("balance_transaction", "payout", .unseen),
  ])
  func sayWhatTheyAreAbout(_ object: String, _ name: String, _ meaning: FilterMeaning) throws {
    #expect(try #require(catalog.object(named: object)).filterMeaning(of: name) == meaning)
  }

  @Test(arguments: ["customer", "limit", "expand", "starting_after", "nonsense"])
  func fieldsAndPagingHaveNone(_ name: String) throws {
    #expect(try #require(catalog.object(named: "invoice")).filterMeaning(of: name) == nil)
  }

  @Test func eachPlaceIsAField() throws {
    var count = 0
    for object in catalog.objects {
      for name in object.filterNames {
        switch try #require(object.filterMeaning(of: name)) {
        case .value(let path), .least(let path), .greatest(let path), .absence(let path),
          .equality(let path, _):
          count += 1
          #expect(object.leads(to: path), "\(object.name) \(path)")
        case .unseen: break
        }
      }
    }
    #expect(count >= 15)
  }
}

extension ObjectType {
  fileprivate func leads(to path: String) -> Bool {
    var shape = TypeShape.object(self)
    for key in path.split(separator: ".").map(String.init) {
      if case .array(let element) = shape { shape = element }
      switch shape {
      case .list(let object) where key == "data": shape = .array(of: .object(object))
      case .record(let record):
        guard let field = record.field(named: key) else { return false }
        shape = field.type
      case .object(let object):
        guard let field = object.field(named: key) else { return false }
        shape = field.type
      case .expandable(let objects):
        guard let field = objects.first?.field(named: key) else { return false }
        shape = field.type
      default: return false
      }
    }
    return true
  }
}

/// What an empty value clears.
@Suite struct ClearingTests {
  private func canBeCleared(_ name: String, _ id: String) throws -> Bool {
    let operation = try #require(Catalog.embedded.operation(id: id))
    let names = name.split { "[]".contains($0) }.map(String.init)
    var record = operation.record
    var parameter: Parameter?
    for name in names {
      parameter = record.parameter(named: name)
      switch parameter?.type {
      case .record(let inner)?: record = inner
      case .union(let shapes)?:
        for case .record(let inner) in shapes { record = inner }
      default: break
      }
    }
    return try #require(parameter)
      .canBeCleared(isNullable: operation.object.isNullable(setBy: name))
  }

  @Test(arguments: [
    ("email", "CustomerService.update"), ("name", "CustomerService.update"),
    ("phone", "CustomerService.update"), ("address[city]", "CustomerService.update"),
    ("metadata", "CustomerService.update"), ("images", "ProductService.update"),
    ("invoice_settings[default_payment_method]", "CustomerService.update"),
    ("description", "ChargeService.update"), ("footer", "InvoiceService.update"),
    ("nickname", "PriceService.update"), ("description", "InvoiceItemService.update"),
  ])
  func clears(_ name: String, _ id: String) throws {
    #expect(try canBeCleared(name, id))
  }

  @Test(arguments: [
    ("name", "ProductService.update"), ("balance", "CustomerService.update"),
    ("active", "ProductService.update"), ("metadata", "PaymentLinkService.update"),
    ("amount", "InvoiceItemService.update"), ("currency", "PaymentIntentService.update"),
  ])
  func isRefused(_ name: String, _ id: String) throws {
    #expect(try !canBeCleared(name, id))
  }
}
