import JSON
import StripeCatalog

/// The changes between a request's version and the catalog's, newest first.
struct VersionChanges: Sendable {
  /// All changes that are known, newest first.
  static let all: [VersionChange] = [
    .allowedPaymentMethodTypes, .cycleAnchors, .addedInvoiceStates, .addedFields, .interfaceModes,
    .addedCustomerAccounts, .discountSources, .promotions, .subscriptionPeriods, .bareCoupons,
    .upcomingInvoices, .invoiceParents,
    .linePricing, .itemPricing, .invoiceOfPayments, .creditNoteRefunds, .creditNoteLineTaxes,
    .scheduleCoupons, .aggregatedUsage, .collectedShipping,
  ]

  /// The newest version, both ways.
  static let none = VersionChanges(version: nil, requests: [], answers: [])

  /// The version of the request; nil where it names none.
  let version: APIVersion?
  private let requests: [VersionChange]
  private let answers: [VersionChange]

  /// The changes that a client of a version does not know. One that names no version may use the
  /// words of any, and is answered as the newest.
  init(of version: APIVersion?) {
    let changes = Self.all.filter { change in version.map { $0 < change.version } ?? true }
    self.init(version: version, requests: changes, answers: version == nil ? [] : changes)
  }

  private init(version: APIVersion?, requests: [VersionChange], answers: [VersionChange]) {
    self.version = version
    self.requests = requests
    self.answers = answers
  }

  /// True if answers stay as they are.
  var showsNewest: Bool { answers.isEmpty }

  /// The parameters of a request as the newest version has them.
  func upgraded(_ parameters: JSONObject, _ operation: Operation) -> JSONObject {
    var parameters = parameters
    for change in requests.reversed() {
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

  /// The type of what a field refers to that only older answers have.
  func reference(_ name: String, of shapes: [TypeShape]) -> String? {
    let types = shapes.flatMap(Self.types).map(\.typeName)
    return answers.lazy.flatMap { change in types.compactMap { change.references[$0]?[name] } }
      .first
  }

  private func replacement(of name: String, in shapes: [TypeShape]) -> [String]? {
    let types = shapes.flatMap(Self.types)
    for change in requests {
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
    switch answer["object"] {
    case "event": return try event(answer, in: workspace)
    case "list":
      var list = answer
      var rows: [JSONValue] = []
      for row in answer.array("data") {
        guard let object = row.object else { continue }
        rows.append(.object(try downgraded(object, in: workspace)))
      }
      list["data"] = .array(rows)
      return list
    default: return try walked(answer, in: workspace)
    }
  }

  /// An event whose object is as the older version has it, now and before.
  private func event(_ event: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    guard let version, !showsNewest, var data = event.object("data"),
      let object = data.object("object")
    else { return event }
    let shown = try walked(object, in: workspace)
    data["object"] = .object(shown)
    if let previous = data.object("previous_attributes") {
      let before = try walked(object.merging(previous), in: workspace)
      data["previous_attributes"] = .object(AttributeDifference.previous(before, shown))
    }
    var older = event
    older["data"] = .object(data)
    older["api_version"] = .string(max(version, .oldest).description)
    return older
  }

  private func walked(_ answer: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> JSONObject
  {
    var answer = answer
    for change in answers {
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

extension JSONObject {
  /// The object as it was before the changes that an event names.
  fileprivate func merging(_ previous: JSONObject) -> JSONObject {
    var merged = self
    for member in previous.members {
      guard let old = member.value.object, old["object"] == nil, let now = object(member.key) else {
        merged[member.key] = member.value
        continue
      }
      merged[member.key] = .object(now.merging(old))
    }
    return merged
  }
}
