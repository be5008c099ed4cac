import JSON
import SandboxStore
import StripeCatalog

/// All that is said of one kind of object beyond what the catalog says: its names, defaults,
/// arithmetic and states, its events and what time does with it.
///
/// Parameters arrive checked against the catalog: integers are numbers, booleans are booleans,
/// lists are arrays, and a parameter the caller cleared (an empty value) is `null`, also inside
/// maps. Unknown and missing required parameters have been refused before; a parameter that a
/// behavior does not read is refused afterwards, by name.
///
/// Whatever a behavior throws takes back all it stored, unless the error keeps its changes.
protocol ResourceBehavior: Sendable {
  typealias Action =
    @Sendable (_ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// Stripe's `object` value, under which the resource is stored: "invoice", "invoiceitem".
  var typeName: String { get }

  /// The resource's name in Stripe's messages: "No such payment_intent: …". Nil means `typeName`.
  var displayName: String? { get }

  /// The parameter that messages name when the object of a path is missing. Nil means the name that
  /// the path has for it.
  var missingParameter: String? { get }

  /// What is said of a missing object of a path, where it depends on the operation. Nil means
  /// "No such …".
  ///
  /// - Parameter stub: what is left of it, where it was deleted.
  func missing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?

  /// Whether a deleted object is still found, as a stub.
  var leavesStub: Bool { get }

  /// Fields of a deleted object that others go by still.
  var keptFields: [String] { get }

  /// Where in the object the value of a list filter or search field is, by the filter's name, where
  /// it is not the field of that name.
  var fieldPaths: [String: String] { get }

  /// What list filters mean beyond "has this value".
  var filterMeanings: [String: FilterMeaning] { get }

  /// Fields that no list filter asks for, and that objects are found by all the same.
  var lookupFields: [String] { get }

  /// The value of a field that comes by `expand` alone and is not stored in the object; nil where
  /// there is none.
  func requested(_ field: String, of object: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONValue?

  /// The first part of the names of its events: "customer.subscription". Nil means `typeName`.
  var eventPrefix: String? { get }

  /// The events, without prefix, that tell of a new value of `status`. A status that is not named
  /// has the event of its own name, where there is one and the object is not new.
  var statusEvents: [String: [String]] { get }

  /// Events beyond those for creation, change, removal and status, by their full names.
  func furtherEvents(of change: Change) -> [String]

  /// Whether a change is told of as an update, beside the events that name it.
  func isUpdate(_ change: Change) -> Bool

  /// The list filters that name an object, with its type: where there is none, the list is refused.
  var checkedFilters: [String: String] { get }

  /// The list filter with which Stripe counts what it lists, in `count`.
  var countingFilter: String? { get }

  /// Whether the object looks otherwise as time goes on, without having been changed.
  var changesWithTime: Bool { get }

  /// The object as it looks at a time, in Unix seconds.
  func seen(_ object: JSONObject, at time: Int) -> JSONObject

  /// The only object of the kind: the balance. Nil where nothing is worked out.
  func only(in workspace: Workspace) throws(SandboxError) -> JSONObject?

  /// The refusal where an object exists, but not under the parent in the path. Nil means that it is
  /// said to be missing.
  func stranger(_ id: String) -> SandboxError?

  /// Builds the new object. The core stores what comes back, so this need not; it may store
  /// others, or this one early where others refer to it.
  func create(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError) -> JSONObject

  /// The object as it is answered to a creation, a retrieval or an update: what may be shown
  /// beyond what is stored.
  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// How long objects are listed and found, in seconds; nil for ever.
  var retention: Int? { get }

  /// Refuses list filters that do not go together.
  func checkFilters(_ query: JSONObject) throws(SandboxError)

  /// Builds the object's next version, which the core stores.
  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// Checks that the object may go and takes along what depends on it. The core removes the object
  /// itself and answers with the stub.
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)

  /// What the operations that are none of the five verbs do, by `Operation.name`. `object` is the
  /// stored object the path identifies, nil where the path has no id. The core answers with what
  /// comes back and stores nothing: an action saves what it changes.
  var actions: [String: Action] { get }

  /// What an id means that was never stored: Stripe's shared test payment methods. It is not
  /// stored; an action that is given one stores its own.
  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError) -> JSONObject?

  /// Values that list filters ask for and that lie at no path of the object, by the filter's name:
  /// `pending` of an invoice item. Plain fields need no entry.
  func filterValues(of object: JSONObject) -> JSONObject

  /// What time will do with the object as it is now.
  func duties(of object: JSONObject) -> [DueDuty]

  /// Does what is due. The core has the object's newest version; this saves what it changes.
  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace) throws(SandboxError)
}

/// A duty of an object: what and when, in Unix seconds.
struct DueDuty: Sendable, Hashable {
  let name: String
  let at: Int
}

/// What a list filter means beyond "has this value".
struct FilterMeaning: Sendable {
  /// What is asked where the filter is not given.
  var whenAbsent: Usual?

  enum Usual: Sendable {
    case oneOf([String])
    /// Any word of the field's enumeration but these.
    case noneOf([String])
  }

  /// Values that stand for several values, or for all of them (nil).
  var values: [String: [String]?] = [:]
  /// Whether `*` in a value stands for any text: the words of the field's enumeration that match
  /// are meant.
  var takesPatterns = false
}

extension ResourceBehavior {
  var displayName: String? { nil }
  var missingParameter: String? { nil }
  func missing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    nil
  }
  var leavesStub: Bool { false }
  var keptFields: [String] { [] }
  var fieldPaths: [String: String] { [:] }
  var filterMeanings: [String: FilterMeaning] { [:] }
  var lookupFields: [String] { [] }

  func requested(_ field: String, of object: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONValue?
  {
    nil
  }

  var eventPrefix: String? { nil }
  var statusEvents: [String: [String]] { [:] }

  func furtherEvents(of change: Change) -> [String] { [] }
  func isUpdate(_ change: Change) -> Bool { true }
  var checkedFilters: [String: String] { [:] }
  var countingFilter: String? { nil }
  var changesWithTime: Bool { false }
  func seen(_ object: JSONObject, at time: Int) -> JSONObject { object }
  func only(in workspace: Workspace) throws(SandboxError) -> JSONObject? { nil }
  func stranger(_ id: String) -> SandboxError? { nil }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.build(typeName, from: parameters)
  }

  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    object
  }

  var retention: Int? { nil }

  func checkFilters(_ query: JSONObject) throws(SandboxError) {}

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.merge(parameters, into: object, of: typeName)
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {}

  var actions: [String: Action] { [:] }

  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError)
    -> JSONObject?
  {
    nil
  }

  func filterValues(of object: JSONObject) -> JSONObject { [:] }

  func duties(of object: JSONObject) -> [DueDuty] { [] }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {}
}

/// The behavior of an object of which the catalog says all there is to say.
struct PlainBehavior: ResourceBehavior {
  let typeName: String
  let eventPrefix: String?
  let statusEvents: [String: [String]]
  /// Parameters that say nothing new and show in no field.
  private let hidden: Set<String>

  /// Source: the SDK's parameters beside its fields.
  private static let hidden: [String: Set<String>] = [
    "v2.core.vault.gb_bank_account": ["currency"],
    "v2.core.vault.us_bank_account": ["account_number", "currency"],
  ]

  /// Events whose names do not begin with the type. Source: the names of events.
  private static let eventPrefixes = [
    "dispute": "charge.dispute", "fee_refund": "application_fee.refund",
    "tax_id": "customer.tax_id",
  ]

  /// Statuses whose event is another word.
  private static let statusEvents: [String: [String: [String]]] = [
    "credit_note": ["void": ["voided"]], "quote": ["open": ["finalized"]],
  ]

  init(typeName: String) {
    self.typeName = typeName
    let isIssuing = typeName.hasPrefix("issuing.")
    eventPrefix =
      isIssuing ? "issuing_" + typeName.dropFirst("issuing.".count) : Self.eventPrefixes[typeName]
    statusEvents = Self.statusEvents[typeName] ?? [:]
    hidden = Self.hidden[typeName] ?? []
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    parameters.markRead(hidden)
    return try workspace.build(typeName, from: parameters)
  }
}
