import JSON
import SandboxTesting
import StripeCatalog

@testable import StripeSandbox

/// The least that operations demand, made up from the catalog's types.
struct MadeUpParameters {
  private let client: SandboxClient

  init(_ client: SandboxClient) {
    self.client = client
  }

  /// What an operation demands, together with what its life cycle does.
  mutating func demanded(by operation: Operation) async throws -> JSONObject {
    if let whole = Self.known[operation.id] { return whole }
    var object = try await required(operation.parameters)
    for name in Self.demandedInPractice[operation.id] ?? [] {
      if name == "plan product" {
        object["product"] = ["name": "Gold"]
      } else if let known = Self.inPractice[name] {
        object[name] = known
      } else if let parameter = operation.parameter(named: name) {
        object[name] = try await value(parameter.type, name)
      }
    }
    return object
  }

  /// Of what takes only a few of the values that the catalog has.
  private static let known: [String: JSONObject] = [
    "v2.core.EventDestinationService.create": [
      "name": "d", "type": "webhook_endpoint", "event_payload": "thin", "enabled_events": ["*"],
      "webhook_endpoint": ["url": "https://example.com"],
    ]
  ]

  /// Parameters that the catalog calls optional because one of several will do.
  private static let demandedInPractice: [String: [String]] = [
    "ChargeService.create": ["amount", "currency", "customer"],
    "CouponService.create": ["percent_off"],
    "InvoiceItemService.create": ["customer", "amount", "currency"],
    "InvoiceService.create": ["customer"],
    "InvoiceService.create_preview": ["customer"],
    "PaymentLinkService.create": ["line_items"],
    "PaymentMethodService.create": ["type", "card"],
    "PriceService.create": ["product", "unit_amount"],
    "PromotionCodeService.create": ["promotion"],
    "RefundService.create": ["charge"],
    "ShippingRateService.create": ["fixed_amount"],
    "TransferService.create": ["amount"],
    "SubscriptionService.create": ["customer", "items"],
    "SubscriptionItemService.create": ["price", "proration_behavior"],
    "SubscriptionItemService.delete": ["proration_behavior"],
    "SubscriptionScheduleService.create": ["customer", "phases"],
    "PlanService.create": ["plan product", "amount"],
    "billing_portal.SessionService.create": ["customer"],
    "checkout.SessionService.create": ["mode", "line_items", "success_url"],
  ]

  private static let inPractice: [String: JSONValue] = [
    "card": ["token": "tok_visa"], "fixed_amount": ["amount": 500, "currency": "usd"],
    "mode": "subscription", "percent_off": 10, "proration_behavior": "none",
    "success_url": "https://example.com", "type": "card",
  ]

  private static let makable: Set<String> = [
    "charge", "coupon", "customer", "invoice", "price", "product", "subscription",
  ]

  mutating func required(_ parameters: [Parameter]) async throws -> JSONObject {
    var object: JSONObject = [:]
    for parameter in parameters where parameter.isRequired {
      object[parameter.name] = try await value(parameter.type, parameter.name)
    }
    return object
  }

  /// A record without members leaves nothing behind in a form, and some need what the catalog
  /// does not know they need.
  private mutating func members(_ parameters: [Parameter]) async throws -> JSONObject {
    var object = try await required(parameters)
    for parameter in parameters where ["price", "coupon"].contains(parameter.name) {
      object[parameter.name] = try await value(parameter.type, parameter.name)
    }
    guard object.isEmpty, let first = parameters.first else { return object }
    return [first.name: try await value(first.type, first.name)]
  }

  private mutating func value(_ shape: TypeShape, _ name: String) async throws -> JSONValue {
    switch shape {
    case .string, .expandable, .object: return .string(try await text(name))
    case .integer, .timestamp: return 1_000
    case .number: return .number(JSONNumber(validated: "12.5"))
    case .decimal: return "12.5"
    case .boolean: return true
    case .enumeration(let values): return .string(values.first ?? "")
    case .array(let element): return .array([try await value(element, name)])
    case .map: return ["key": "value"]
    case .record(let record): return .object(try await members(record.parameters))
    case .union(let shapes):
      guard let first = shapes.first else { return "" }
      return try await value(first, name)
    case .any, .list: return "anything"
    }
  }

  private mutating func text(_ name: String) async throws -> String {
    let known = [
      "currency": "usd", "country": "US", "email": "ann@example.com", "url": "https://example.com",
    ]
    if let text = known[name] { return text }
    let named = ["card": "issuing.card", "destination": "account"][name] ?? name
    guard Self.makable.contains(name) || named != name || named == "account",
      let type = Catalog.embedded.object(named: named)
    else { return "some text" }
    return try await id(of: type)
  }

  /// The id of a fresh object where one can be made, else one of nobody.
  mutating func id(of type: ObjectType) async throws -> String {
    let paths = [
      "customer": "/v1/customers", "product": "/v1/products", "price": "/v1/prices",
      "invoice": "/v1/invoices", "account": "/v1/accounts", "coupon": "/v1/coupons",
      "charge": "/v1/charges", "subscription": "/v1/subscriptions",
      "issuing.card": "/v1/issuing/cards",
    ]
    guard let path = paths[type.typeName] else { return "x_1" }
    var parameters: JSONObject = [:]
    switch type.typeName {
    case "customer":
      parameters = [
        "payment_method": "pm_card_visa", "source": "tok_visa",
        "invoice_settings": ["default_payment_method": "pm_card_visa"],
      ]
    case "subscription":
      parameters = [
        "customer": .string(try await text("customer")),
        "items": [["price": .string(try await text("price"))]],
      ]
    case "issuing.card": parameters = ["currency": "usd", "type": "virtual"]
    case "product": parameters = ["name": "Gold"]
    case "coupon": parameters = ["percent_off": 10, "duration": "once"]
    case "charge":
      parameters = [
        "amount": 500, "currency": "usd", "customer": .string(try await text("customer")),
      ]
    case "price":
      parameters = [
        "currency": "usd", "unit_amount": 100, "product_data": ["name": "Gold"],
        "recurring": ["interval": "month"],
      ]
    case "invoice": parameters = ["customer": .string(try await client.post("/v1/customers").id)]
    default: break
    }
    return try await client.post(path, parameters).id
  }
}
