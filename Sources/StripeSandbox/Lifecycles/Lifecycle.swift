import JSON

/// The behavior of one resource beyond stored fields: its defaults, arithmetic and states.
///
/// Parameters arrive decoded and checked against the catalog: integers are numbers, booleans are
/// booleans, lists are arrays, and a parameter the caller cleared (an empty value) is `null`, also
/// inside maps. Unknown and missing required parameters have been refused before.
///
/// Whatever a life cycle throws rolls back all it stored, unless the error keeps its changes.
protocol Lifecycle: Sendable {
  typealias Action =
    @Sendable (_ object: JSONObject?, _ parameters: JSONObject, _ transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject

  /// Stripe's `object` value, under which the resource is stored: "invoice", "invoiceitem".
  var typeName: String { get }

  /// Builds the new object. The core stores what comes back, so this need not; it may store
  /// others, or this one early where others refer to it.
  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject

  /// Builds the object's next version, which the core stores.
  func update(
    _ object: JSONObject, with parameters: JSONObject, in transaction: SandboxTransaction
  ) throws(SandboxError) -> JSONObject

  /// Checks that the object may go and takes along what depends on it. The core removes the object
  /// itself and answers with the stub.
  func delete(_ object: JSONObject, in transaction: SandboxTransaction) throws(SandboxError)

  /// What the operations that are none of the five verbs do, by `Operation.name`. `object` is the
  /// stored object the path identifies, nil where the path has no id. The core answers with what
  /// comes back and stores nothing: an action saves what it changes.
  var actions: [String: Action] { get }

  /// What an id means that was never stored: Stripe's shared test payment methods. It is not
  /// stored; an action that is given one stores its own.
  func standIn(for id: String, in transaction: SandboxTransaction) throws(SandboxError)
    -> JSONObject?

  /// Values that list filters ask for and that are no top-level field of the same name, by the
  /// filter's name: `pending` of an invoice item. Plain fields need no entry.
  func filterValues(of object: JSONObject) -> JSONObject
}

extension Lifecycle {
  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    try transaction.build(typeName, from: parameters)
  }

  func update(
    _ object: JSONObject, with parameters: JSONObject, in transaction: SandboxTransaction
  ) throws(SandboxError) -> JSONObject {
    try transaction.merge(parameters, into: object, of: typeName)
  }

  func delete(_ object: JSONObject, in transaction: SandboxTransaction) throws(SandboxError) {}

  var actions: [String: Action] { [:] }

  func standIn(for id: String, in transaction: SandboxTransaction) throws(SandboxError)
    -> JSONObject?
  {
    nil
  }

  func filterValues(of object: JSONObject) -> JSONObject { [:] }
}
