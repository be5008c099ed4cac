import JSON
import SandboxTesting
import StripeCatalog

@testable import StripeSandbox

/// The parameters that an operation requires, made up from the catalog's types.
struct MadeUpParameters {
  private let fixtures: ObjectFixtures

  init(_ fixtures: ObjectFixtures) {
    self.fixtures = fixtures
  }

  /// Returns what an operation requires, by the catalog and in practice.
  ///
  /// - Parameter ids: the ids in its path.
  func all(of operation: Operation, below ids: [String]) async throws -> JSONObject {
    if let written = WrittenParameters.all[operation.id] { return try await written(fixtures, ids) }
    var object = try await required(operation.parameters, operation.object)
    for member in WrittenParameters.additions[operation.id]?.members ?? [] {
      object[member.key] = member.value
    }
    for name in WrittenParameters.references[operation.id] ?? [] {
      object[name] = .string(try await text(name, operation.object))
    }
    return object
  }

  private func required(_ parameters: [Parameter], _ owner: ObjectType) async throws -> JSONObject {
    var object: JSONObject = [:]
    for parameter in parameters where parameter.isRequired {
      object[parameter.name] = try await value(parameter.type, parameter.name, owner)
    }
    return object
  }

  /// A record without members leaves nothing in a form, and some need what the catalog calls
  /// optional.
  private func members(_ parameters: [Parameter], _ owner: ObjectType) async throws -> JSONObject {
    var object = try await required(parameters, owner)
    for parameter in parameters where ["price", "coupon"].contains(parameter.name) {
      object[parameter.name] = try await value(parameter.type, parameter.name, owner)
    }
    guard object.isEmpty, let first = parameters.first else { return object }
    return [first.name: try await value(first.type, first.name, owner)]
  }

  private func value(_ shape: TypeShape, _ name: String, _ owner: ObjectType) async throws
    -> JSONValue
  {
    switch shape {
    case .string, .expandable, .object: return .string(try await text(name, owner))
    case .integer, .timestamp: return 1_000
    case .number: return .number(JSONNumber(validated: "12.5"))
    case .decimal: return "12.5"
    case .boolean: return true
    case .enumeration(let values): return .string(values.first ?? "")
    case .array(let element): return .array([try await value(element, name, owner)])
    case .map: return ["key": "value"]
    case .record(let record): return .object(try await members(record.parameters, owner))
    case .union(let shapes):
      guard let first = shapes.first else { return "" }
      return try await value(first, name, owner)
    case .any, .list: return "anything"
    }
  }

  private static let texts = [
    "currency": "usd", "country": "US", "email": "ann@example.com", "url": "https://example.com",
    "query": "metadata['a']:'b'", "refresh_url": "https://example.com",
    "return_url": "https://example.com",
  ]

  private func text(_ name: String, _ owner: ObjectType) async throws -> String {
    if let text = Self.texts[name] { return text }
    let named = name == "destination" ? "account" : name
    let space = owner.typeName.split(separator: ".").dropLast().joined(separator: ".")
    let catalog = Catalog.embedded
    let type =
      (space.isEmpty ? nil : catalog.objects.first { $0.typeName == "\(space).\(named)" })
      ?? catalog.object(named: named)
    guard let type, type.operation(.create) != nil, type != owner else { return "some text" }
    return try await fixtures.id(of: type)
  }
}
