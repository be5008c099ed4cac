import JSON
import StripeCatalog

/// The changes between a request's version and the catalog's, newest first.
struct VersionChanges: Sendable {
  /// All changes that are known, newest first.
  static let all: [VersionChange] = [
    .allowedPaymentMethodTypes, .addedFields, .discountSources, .promotions, .subscriptionPeriods,
    .bareCoupons, .invoiceParents, .linePricing, .itemPricing, .invoiceOfPayments,
    .creditNoteRefunds,
  ]

  private let changes: [VersionChange]

  /// The changes that a client of a version does not know; none where it names no version.
  init(after version: APIVersion?) {
    changes = version.map { version in Self.all.filter { version < $0.version } } ?? []
  }

  var isEmpty: Bool { changes.isEmpty }

  /// The parameters of a request as the newest version has them.
  func upgraded(_ parameters: JSONObject, _ operation: Operation) -> JSONObject {
    var parameters = parameters
    for change in changes.reversed() {
      for request in change.requests where request.operations.contains(operation.id) {
        request.upgrade(&parameters)
      }
    }
    return parameters
  }

  /// A path of `expand` as the newest version has it.
  func upgraded(_ path: String, _ operation: Operation) -> String {
    var shapes = [operation.result]
    var upgraded: [String] = []
    for name in path.split(separator: ".").map(String.init) {
      let names = replacement(of: name, in: shapes) ?? [name]
      for name in names { shapes = shapes.flatMap { ExpandableFields.named(name, in: $0) } }
      upgraded += names
    }
    return upgraded.joined(separator: ".")
  }

  private func replacement(of name: String, in shapes: [TypeShape]) -> [String]? {
    let types = shapes.flatMap(Self.types)
    for change in changes {
      for type in types {
        guard let path = change.expansions[type.typeName]?[name] else { continue }
        return path.split(separator: ".").map(String.init)
      }
    }
    return nil
  }

  private static func types(of shape: TypeShape) -> [ObjectType] {
    switch shape {
    case .object(let type): [type]
    case .expandable(let types): types
    case .array(let element): types(of: element)
    case .union(let shapes): shapes.flatMap(types)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .list:
      []
    }
  }

  /// An answer as the older version has it: every object in it, inner ones first.
  func downgraded(_ answer: JSONObject, in workspace: Workspace) throws(SandboxError) -> JSONObject
  {
    var answer = answer
    for change in changes {
      let byType = Dictionary(grouping: change.answers, by: \.type)
      guard !byType.isEmpty else { continue }
      answer = try downgraded(answer, by: byType, workspace)
    }
    return answer
  }

  private func downgraded(
    _ object: JSONObject, by changes: [String: [AnswerChange]], _ workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var object = object
    for index in object.members.indices {
      object.members[index].value = try downgraded(
        object.members[index].value, by: changes, workspace)
    }
    guard let type = object["object"]?.string, object["deleted"] != true else { return object }
    for change in changes[type] ?? [] { try change.downgrade(&object, workspace) }
    return object
  }

  private func downgraded(
    _ value: JSONValue, by changes: [String: [AnswerChange]], _ workspace: Workspace
  ) throws(SandboxError) -> JSONValue {
    switch value {
    case .object(let object):
      return try .object(downgraded(object, by: changes, workspace))
    case .array(let elements):
      var downgraded: [JSONValue] = []
      for element in elements {
        downgraded.append(try self.downgraded(element, by: changes, workspace))
      }
      return .array(downgraded)
    case .null, .bool, .number, .string:
      return value
    }
  }
}
