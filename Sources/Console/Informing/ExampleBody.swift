import StripeCatalog

/// The body of an example: the required parameters, and a few that show the purpose.
struct ExampleBody {
  private let catalog: Catalog
  private let operation: Operation

  init(_ catalog: Catalog, _ operation: Operation) {
    self.catalog = catalog
    self.operation = operation
  }

  /// The body as text, such as `{ currency: "usd", product: "prod_123", unit_amount: usd 20.00 }`.
  var text: String {
    let known = Self.known[operation.id] ?? [:]
    let optional = known.isEmpty && operation.kind != .action ? usual : []
    let names =
      operation.parameters.filter(\.isRequired).map(\.name)
      + (known.map(\.key) + optional).filter { name in
        operation.parameter(named: name).map { !$0.isRequired } ?? true
      }
    let members = names.compactMap { name -> String? in
      if let value = known.first(where: { $0.key == name })?.value { return "\(name): \(value)" }
      return operation.parameter(named: name).map { "\(name): \(value(of: $0))" }
    }
    return members.isEmpty ? "{}" : "{ \(members.joined(separator: ", ")) }"
  }

  /// The name of a parameter that many objects have, if no parameter is required.
  private var usual: [String] {
    guard !operation.parameters.contains(where: \.isRequired) else { return [] }
    let names = ["description", "name", "nickname", "metadata"]
    return names.first { operation.parameter(named: $0) != nil }.map { [$0] } ?? []
  }

  /// Returns conditions on a filter; on the required members, if the filter is an object.
  func conditions(on filter: Parameter) -> [String] {
    guard case .record(let record) = filter.type else {
      return ["\(filter.name) = \(value(of: filter))"]
    }
    return record.parameters.filter(\.isRequired).map {
      "\(filter.name).\($0.name) = \(value(of: $0))"
    }
  }

  /// Returns an example value for a parameter.
  func value(of parameter: Parameter) -> String { value(parameter.type, parameter) }

  private func value(_ type: TypeShape, _ parameter: Parameter) -> String {
    if let known = Self.values[parameter.name], type.isText { return "\"\(known)\"" }
    switch type {
    case .string, .any, .object, .expandable, .list: return "\"\(id(named: parameter.name))\""
    case .enumeration(let values): return "\"\(values.first ?? "text")\""
    case .integer: return parameter.isAmount ? "2000" : "1"
    case .number: return "10"
    case .decimal: return "\"10\""
    case .boolean: return "true"
    case .timestamp: return "now + 30d"
    case .array(let element): return "[\(value(element, parameter))]"
    case .map: return "{ tier: \"gold\" }"
    case .record(let record): return self.record(record)
    case .union(let shapes): return shapes.first.map { value($0, parameter) } ?? "\"text\""
    }
  }

  private func record(_ record: RecordShape) -> String {
    let required = record.parameters.filter(\.isRequired)
    let shown = required.isEmpty ? Array(record.parameters.prefix(1)) : required
    return "{ \(shown.map { "\($0.name): \(value(of: $0))" }.joined(separator: ", ")) }"
  }

  /// Returns an id of the object with a name, or `text` if there is no such object.
  private func id(named name: String) -> String {
    guard let prefix = catalog.object(named: name)?.idPrefixes.first else { return "text" }
    return "\(prefix)123"
  }

  private static let values = [
    "country": "US", "currency": "usd", "customer": "cus_123", "description": "An example",
    "email": "ann@example.com", "event_name": "api_requests", "name": "Ann Lee",
    "default_currency": "usd", "refresh_url": "https://example.com/again",
    "return_url": "https://example.com/back", "success_url": "https://example.com/thanks",
    "url": "https://example.com/hook",
  ]

  /// Parameters that Stripe requires although the catalog does not say so, or that show the purpose
  /// of an operation better. Source: the descriptions of these parameters in Stripe's reference.
  private static let known: [String: KeyValuePairs<String, String>] = [
    "ChargeService.create": [
      "amount": "usd 20.00", "currency": "\"usd\"", "customer": "\"cus_123\"",
    ],
    "CouponService.create": ["percent_off": "25", "duration": "\"once\""],
    "CustomerService.create": ["email": "\"ann@example.com\"", "name": "\"Ann Lee\""],
    "CustomerService.update": ["name": "\"Ann Lee\"", "metadata": "{ tier: \"gold\" }"],
    "InvoiceItemService.create": [
      "customer": "\"cus_123\"", "amount": "usd 20.00", "currency": "\"usd\"",
    ],
    "InvoiceService.create": ["customer": "\"cus_123\""],
    "InvoiceService.create_preview": ["customer": "\"cus_123\""],
    "PaymentIntentService.create": ["amount": "usd 20.00", "currency": "\"usd\""],
    "PaymentLinkService.create": ["line_items": "[{ price: \"price_123\", quantity: 1 }]"],
    "PaymentMethodService.create": ["type": "\"card\"", "card": "{ token: \"tok_visa\" }"],
    "PaymentMethodService.attach": ["customer": "\"cus_123\""],
    "PaymentIntentService.confirm": [
      "payment_method": "\"pm_card_visa\"", "return_url": "\"https://example.com/back\"",
    ],
    "PriceService.create": [
      "currency": "\"usd\"", "product": "\"prod_123\"", "unit_amount": "usd 20.00",
    ],
    "ProductService.create": ["name": "\"Gold plan\""],
    "PromotionCodeService.create": [
      "promotion": "{ type: \"coupon\", coupon: \"co_123\" }"
    ],
    "RefundService.create": ["charge": "\"ch_123\""],
    "SubscriptionItemService.create": ["price": "\"price_123\""],
    "SubscriptionService.create": [
      "customer": "\"cus_123\"", "items": "[{ price: \"price_123\" }]",
    ],
  ]
}

extension TypeShape {
  /// True if a string is a valid value.
  fileprivate var isText: Bool {
    switch self {
    case .string, .any: true
    case .union(let shapes): shapes.contains(where: \.isText)
    case .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .array, .map, .record,
      .object, .expandable, .list:
      false
    }
  }
}
