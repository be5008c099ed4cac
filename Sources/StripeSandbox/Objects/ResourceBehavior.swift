import JSON
import SandboxStore
import StripeCatalog

/// The behavior of one type of object, beyond what the catalog knows: its names, defaults, states
/// and actions, its events and its duties.
///
/// Parameters arrive checked against the catalog: integers are numbers, booleans are booleans,
/// lists are arrays, and a parameter the caller cleared (an empty value) is `null`, also inside
/// maps. Unknown and missing required parameters have been refused before; a parameter that a
/// behavior does not read is refused afterwards, by name.
///
/// An error that a behavior throws takes back all it stored, unless the error keeps its changes.
protocol ResourceBehavior: ObjectViews, ObjectRefusals, ObjectLifecycle, ObjectDuties {
  /// Stripe's `object` value, under which the resource is stored: "invoice", "invoiceitem".
  var typeName: String { get }

  /// The names of the object in Stripe's messages.
  var names: ObjectNames { get }

  /// The events that changes of the object cause.
  var eventRules: EventRules { get }

  /// The filters of the object's lists.
  var listRules: ListRules { get }

  /// The traces that a deleted object leaves.
  var deletion: DeletionRules { get }
}

/// The ways an object is shown that differ from how it is stored.
protocol ObjectViews: Sendable {
  typealias TimedView = @Sendable (_ object: JSONObject, _ time: Int) -> JSONObject

  /// Returns the object as it is at a time of the sandbox, in Unix seconds. Nil if objects of the
  /// type differ only
  /// when they are changed.
  var viewAtTime: TimedView? { get }

  /// Returns the value of a field that comes only by `expand` and is not stored in the object, or
  /// nil if there is none.
  func requestedValue(of field: String, in object: JSONObject, _ workspace: Workspace)
    throws(SandboxError) -> JSONValue?

  /// Returns the object as a creation, a retrieval or an update answers it: with what is shown but
  /// not stored.
  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// Returns the computed object of a type that has only one: the balance. Nil if the type has
  /// none.
  func soleObject(in workspace: Workspace) throws(SandboxError) -> JSONObject?

  /// Returns the rows of a list that are worked out and not stored, newest first. Nil for lists of
  /// stored objects.
  func computedRows(of query: JSONObject, in workspace: Workspace) throws(SandboxError)
    -> [JSONObject]?

  /// Returns the object of an id that was never stored: Stripe's shared test payment methods.
  /// It is not stored; an action that is given one stores its own.
  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError) -> JSONObject?
}

/// The errors for ids of a path that lead to no object.
protocol ObjectRefusals: Sendable {
  /// Returns the error for an id without an object, where it is not "No such …".
  ///
  /// - Parameter stub: the stub of the object, if it was deleted.
  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?

  /// Returns the error for an object that exists, but not under the parent in the path. Nil means
  /// the error for a missing object.
  func errorForOtherParent(_ id: String) -> SandboxError?
}

/// The operations that change an object.
protocol ObjectLifecycle: Sendable {
  typealias Action =
    @Sendable (_ object: JSONObject?, _ parameters: Parameters, _ workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// Builds the new object. The core stores the result, so this need not; it may store others, or
  /// this one early where others refer to it.
  func create(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError) -> JSONObject

  /// Builds the object's next version, which the core stores.
  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject

  /// Checks that the object can be deleted and removes what depends on it. The core removes the
  /// object itself and answers with the stub.
  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)

  /// The operations other than create, retrieve, update, delete, list and search, by
  /// `Operation.name`. `object` is the stored object that the path identifies, nil if the path has
  /// no id. The core answers with the result and stores nothing: an action saves what it changes.
  var actions: [String: Action] { get }
}

/// The things that time does to an object.
protocol ObjectDuties: Sendable {
  /// Returns the duties of the object as it is now.
  func duties(of object: JSONObject) -> [DueDuty]

  /// Does a duty that is due. `object` is the object's newest version; this saves what it changes.
  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace) throws(SandboxError)
}

/// A duty of an object and the time it is due.
struct DueDuty: Sendable, Hashable {
  /// The time of a duty that is due whatever the time is.
  static let atOnce = 0

  let name: String
  /// Unix seconds.
  let at: Int
  /// True if it only tells of what is to come: once its time is past it is not made up for.
  var isReminder = false
}
