import JSON
import StripeCatalog

extension ResourceBehavior {
  var names: ObjectNames { ObjectNames() }
  var eventRules: EventRules { EventRules() }
  var listRules: ListRules { ListRules() }
  var deletion: DeletionRules { DeletionRules() }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.build(typeName, from: parameters)
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.merge(parameters, into: object, of: typeName)
  }
}

extension ObjectViews {
  var viewAtTime: TimedView? { nil }

  func requestedValue(of field: String, in object: JSONObject, _ workspace: Workspace)
    throws(SandboxError) -> JSONValue?
  {
    nil
  }

  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    object
  }

  func soleObject(in workspace: Workspace) throws(SandboxError) -> JSONObject? { nil }

  func computedRows(of query: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> [JSONObject]?
  {
    nil
  }

  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError)
    -> JSONObject?
  {
    nil
  }
}

extension ObjectRefusals {
  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    nil
  }

  func errorForOtherParent(_ id: String) -> SandboxError? { nil }
}

extension ObjectLifecycle {
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {}

  var actions: [String: Action] { [:] }
}

extension ObjectDuties {
  func duties(of object: JSONObject) -> [DueDuty] { [] }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {}
}

/// The behavior of a type of object that the catalog describes completely.
struct PlainBehavior: ResourceBehavior {
  let typeName: String
  let eventRules: EventRules
  /// Parameters that show in no field and add nothing to those that do.
  private let hidden: Set<String>

  /// Source: the SDK's parameters without a field of their name.
  private static let hidden: [String: Set<String>] = [
    "v2.core.vault.gb_bank_account": ["currency"],
    "v2.core.vault.us_bank_account": ["account_number", "currency"],
  ]

  /// Objects that Stripe makes together with one of the type, by the field that refers to them.
  private static let companions: [String: [String: String]] = [
    "treasury.outbound_payment": ["transaction": "treasury.transaction"],
    "treasury.outbound_transfer": ["transaction": "treasury.transaction"],
  ]

  init(typeName: String) {
    self.typeName = typeName
    let isIssuing = typeName.hasPrefix("issuing.")
    eventRules = EventRules(
      prefix: isIssuing
        ? "issuing_" + typeName.dropFirst("issuing.".count) : nil)
    hidden = Self.hidden[typeName] ?? []
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    parameters.markRead(hidden)
    var object = try workspace.build(typeName, from: parameters)
    for (field, type) in Self.companions[typeName] ?? [:] {
      let companion = try workspace.blank(type)
      try workspace.save(companion)
      object[field] = companion["id"]
    }
    return object
  }
}
