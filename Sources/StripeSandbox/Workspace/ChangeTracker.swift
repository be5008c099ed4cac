import JSON
import SandboxStore

/// A stored object by type and id.
struct ObjectKey: Sendable, Hashable {
  let type: String
  let id: String
}

/// The change of one object by a request: its version before and after.
struct Change: Sendable {
  let key: ObjectKey
  /// The object as it was when the request began; nil where there was none.
  let before: JSONObject?
  /// Nil where the object was removed.
  let after: JSONObject?
}

/// The objects that a request has read or changed, each in its newest version: read once from the
/// store, and printed once when all is done.
final class ChangeTracker {
  private let objects: ObjectTable
  private let resources: Resources
  /// The time by which the request's objects live, in Unix seconds.
  var now: Int
  /// The time of the sandbox itself, in Unix seconds.
  private let wall: Int
  /// All that is known so far; it can be put back after work that is not kept.
  var state = TrackedState()

  init(_ objects: ObjectTable, _ resources: Resources, _ time: SandboxTime) {
    self.objects = objects
    self.resources = resources
    now = time.now
    wall = time.wall
  }

  /// The newest version of an object, nil where there is none or it was removed.
  func find(_ key: ObjectKey) throws -> JSONObject? {
    if let known = state.objects[key] { return known.current }
    guard let body = try objects.body(key.type, key.id, .complete) else { return nil }
    return try track(body, as: key)
  }

  /// Takes in an object whose bytes were read in a list.
  @discardableResult
  func track(_ body: [UInt8], as known: ObjectKey? = nil) throws -> JSONObject? {
    if known == nil, let tracked = tracked(body) { return tracked.current }
    guard let object = try JSONValue(parsing: body).object else { return nil }
    let key =
      known ?? ObjectKey(type: object["object"]?.string ?? "", id: object["id"]?.string ?? "")
    // What has no id of its own cannot be told from others of its kind.
    guard !key.id.isEmpty else { return object }
    if let known = state.objects[key] { return known.current }
    let seen = resources[key.type]?.behavior.viewAtTime?(object, wall) ?? object
    state.objects[key] = TrackedObject(original: seen, current: seen)
    return seen
  }

  /// The object of those bytes where it is known already: only its name is read.
  private func tracked(_ body: [UInt8]) -> TrackedObject? {
    let raw = RawJSON(trusting: body, at: 0..<body.count, isCompact: false)
    guard let id = raw["id"]?.string, let type = raw["object"]?.string else { return nil }
    return state.objects[ObjectKey(type: type, id: id)]
  }

  /// Takes the next version of an object, or a new one.
  func save(_ object: JSONObject, as key: ObjectKey, parent: String?, sortKey: Int?) throws {
    var next = try state.objects[key] ?? TrackedObject(original: find(key), current: nil)
    if next.current == object, parent == nil || parent == next.parent { return }
    next.current = object
    next.parent = parent ?? next.parent
    next.sortKey = sortKey ?? next.sortKey
    note(next, as: key)
  }

  func remove(_ key: ObjectKey) throws {
    var next = try state.objects[key] ?? TrackedObject(original: find(key), current: nil)
    next.current = nil
    note(next, as: key)
  }

  /// The bytes that answers show of an object as it is now; nil where it was not written since it
  /// was changed.
  func printed(_ key: ObjectKey) -> [UInt8]? { state.objects[key]?.printed }

  private func note(_ object: TrackedObject, as key: ObjectKey) {
    var object = object
    object.printed = nil
    if !object.isChanged { state.changed.append(key) }
    object.isChanged = true
    object.isWritten = false
    state.objects[key] = object
  }

  /// The changes of all objects, in the order of the first change of each.
  var all: [Change] {
    state.changed.compactMap { key in
      guard let object = state.objects[key], object.original != object.current else { return nil }
      return Change(key: key, before: object.original, after: object.current)
    }
  }

  /// Counts what was written as how the objects are now, so that what follows is another change.
  func settle() {
    for key in state.changed {
      guard let object = state.objects[key] else { continue }
      state.objects[key] =
        object.current == nil
        ? nil : TrackedObject(original: object.current, current: object.current)
    }
    state.changed = []
  }

  /// Writes what is not written yet.
  ///
  /// - Parameter type: only objects of this type, before a list of them is read.
  func write(_ type: String? = nil) throws {
    for key in state.changed where type == nil || type == key.type {
      guard var object = state.objects[key], !object.isWritten else { continue }
      try write(&object, key)
      object.isWritten = true
      state.objects[key] = object
    }
  }

  private func write(_ object: inout TrackedObject, _ key: ObjectKey) throws {
    guard let resource = resources[key.type] else { return }
    let stored = try objects.entry(key.type, key.id)
    guard let current = object.current else {
      guard let stored else { return }
      return try objects.remove(
        stored, key.type, key.id, entries: FieldIndexing.entries(stored.fields, resource),
        schema: resource.schema,
        stub: StripeJSON.body(
          DeletedObject.stub(
            key, keeping: resource.behavior.deletion.keptFields, of: object.original)))
    }
    let parent = object.parent ?? stored?.parent
    let fields = FieldIndexing.fields(of: current, resource, parent: parent)
    let row = ObjectRow(
      type: key.type, id: key.id, parent: parent,
      sortKey: object.sortKey ?? current["created"]?.integer ?? now, fields: fields,
      entries: FieldIndexing.entries(fields, resource), schema: resource.schema,
      body: StoredBody(current, resource))
    object.printed = row.body.shown
    if let stored {
      let before =
        stored.fields == fields ? row.entries : FieldIndexing.entries(stored.fields, resource)
      try objects.rewrite(stored, as: row, before: before)
    } else {
      try objects.insert(row)
    }
  }
}

/// The objects of a request, in their newest versions.
struct TrackedState {
  var objects: [ObjectKey: TrackedObject] = [:]
  /// The keys of the changed objects, in the order of the first change of each.
  var changed: [ObjectKey] = []
}

/// An object while a request works with it.
struct TrackedObject {
  let original: JSONObject?
  var current: JSONObject?
  var parent: String?
  var sortKey: Int?
  var isChanged = false
  var isWritten = false
  /// The bytes that answers show of the current version, once it was written.
  var printed: [UInt8]?

  init(original: JSONObject?, current: JSONObject?) {
    self.original = original
    self.current = current
  }
}

/// The stub of a deleted object: `{id, object, deleted: true}`.
enum DeletedObject {
  static func stub(_ key: ObjectKey) -> JSONObject {
    ["id": .string(key.id), "object": .string(key.type), "deleted": true]
  }

  /// The stub with fields of the object as it was.
  static func stub(_ key: ObjectKey, keeping names: [String], of object: JSONObject?) -> JSONObject
  {
    var stub = stub(key)
    for name in names { stub[name] = object?[name] }
    return stub
  }
}
