import JSON
import StripeCatalog

@testable import StripeSandbox

/// The least that operations demand, made up from the catalog's types.
struct MadeUpParameters {
  private let client: SandboxClient

  init(_ client: SandboxClient) {
    self.client = client
  }

  mutating func required(_ parameters: [Parameter]) throws -> JSONObject {
    var object: JSONObject = [:]
    for parameter in parameters where parameter.isRequired {
      object[parameter.name] = try value(parameter.type, parameter.name)
    }
    return object
  }

  /// A record without members leaves nothing behind in a form.
  private mutating func atLeastOne(_ parameters: [Parameter]) throws -> JSONObject {
    let object = try required(parameters)
    guard object.isEmpty, let first = parameters.first else { return object }
    return [first.name: try value(first.type, first.name)]
  }

  private mutating func value(_ shape: TypeShape, _ name: String) throws -> JSONValue {
    switch shape {
    case .string, .expandable, .object: return .string(try text(name))
    case .integer, .timestamp, .number: return 1_000
    case .decimal: return "12.5"
    case .boolean: return true
    case .enumeration(let values): return .string(values.first ?? "")
    case .array(let element): return .array([try value(element, name)])
    case .map: return ["key": "value"]
    case .record(let record): return .object(try atLeastOne(record.parameters))
    case .union(let shapes): return try shapes.first.map { try value($0, name) } ?? ""
    case .any, .list: return "anything"
    }
  }

  private mutating func text(_ name: String) throws -> String {
    let known = [
      "currency": "usd", "country": "US", "email": "ann@example.com", "url": "https://example.com",
    ]
    if let text = known[name] { return text }
    guard ["customer", "product", "price", "invoice"].contains(name),
      let type = Catalog.embedded.object(named: name)
    else { return "some text" }
    return try id(of: type)
  }

  /// The id of a fresh object where one can be made, else one of nobody.
  mutating func id(of type: ObjectType) throws -> String {
    let paths = [
      "customer": "/v1/customers", "product": "/v1/products", "price": "/v1/prices",
      "invoice": "/v1/invoices", "account": "/v1/accounts",
    ]
    guard let path = paths[type.typeName] else { return "x_1" }
    var parameters: JSONObject = [:]
    switch type.typeName {
    case "product": parameters = ["name": "Gold"]
    case "price":
      parameters = [
        "currency": "usd", "unit_amount": 100, "product_data": ["name": "Gold"],
      ]
    case "invoice": parameters = ["customer": .string(try client.post("/v1/customers").id)]
    default: break
    }
    return try client.post(path, parameters).id
  }
}
