import JSON
import SandboxStore
import StripeCatalog

/// One request's work on the objects of an account: what it reads, changes and removes is stored
/// together, or not at all.
///
/// Types are named by Stripe's `object` value ("invoiceitem"). Not `Sendable`: it lives as long as
/// the request, on the store's thread.
final class Workspace {
  let environment: SandboxEnvironment
  /// The account that the request acts for.
  let acting: ActingAccount
  /// The operation being served and the ids in its path, outermost first: [invoice, line].
  /// Nil and empty while data is seeded.
  let operation: Operation?
  let pathIDs: [String]
  /// The time of the request, and of the test clock that its objects live by.
  private(set) var time: SandboxTime
  /// The request, as its events name it.
  let origin: RequestOrigin
  /// Events to be told and work to be done when the request ends.
  var pending = PendingEffects()
  /// True if events were recorded that are to be sent somewhere.
  var leavesDeliveries = false

  let store: StoreTransaction
  let objects: ObjectTable
  let changes: ChangeTracker

  init(
    _ store: StoreTransaction, _ environment: SandboxEnvironment,
    acting: ActingAccount = .shared, operation: Operation? = nil, pathIDs: [String] = [],
    time: SandboxTime? = nil, origin: RequestOrigin = RequestOrigin()
  ) {
    let time = time ?? SandboxTime(wall: environment.clock())
    self.store = store
    self.environment = environment
    self.acting = acting
    self.operation = operation
    self.pathIDs = pathIDs
    self.time = time
    self.origin = origin
    objects = store.objects(of: acting.id)
    changes = ChangeTracker(objects, environment.resources, time)
  }

  /// The time by which the request's objects live, in Unix seconds.
  var now: Int { time.now }
  /// The time of the sandbox itself, in Unix seconds: that of events and payments.
  var wall: Int { time.wall }

  /// Does something as it would be done at another time, in Unix seconds.
  func at<Value>(_ moment: Int, _ body: () throws(SandboxError) -> Value)
    throws(SandboxError) -> Value
  {
    let before = time
    defer { move(to: before) }
    var then = time
    then.now = moment
    move(to: then)
    return try body()
  }

  /// Lets the objects of the request live by another time.
  func move(to time: SandboxTime) {
    self.time = time
    changes.now = time.now
  }

  /// Objects as they are stored.
  var stored: StoredObjects { StoredObjects(workspace: self) }

  /// The id of the account that the request acts for.
  var account: String { acting.id }

  /// Returns a type's resource. Throws only for a type that the catalog does not have.
  func resource(_ type: String) throws(SandboxError) -> Resource {
    guard let resource = environment.resources[type] else {
      throw SandboxError(500, .apiError, "The sandbox has no objects of type '\(type)'.")
    }
    return resource
  }

  /// A fresh id with the type's prefix.
  func newID(_ type: String) throws(SandboxError) -> String {
    try newID(prefix: resource(type).idPrefix)
  }

  func newID(prefix: String) -> String {
    prefix + environment.randomText(24)
  }

  /// Letters and digits, for secrets and fingerprints.
  func randomText(_ length: Int) -> String { environment.randomText(length) }

  /// Upper-case letters and digits, for invoice prefixes.
  func randomCode(_ length: Int) -> String {
    environment.randomText(length, from: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8))
  }

  /// The next of a row of numbers that starts at 1: each name has a row of its own.
  func next(of counter: String) throws(SandboxError) -> Int {
    try storing { try store.next(of: counter, in: account) }
  }

  /// Turns the store's errors into the sandbox's own.
  func storing<Value>(_ body: () throws -> Value) throws(SandboxError) -> Value {
    do {
      return try body()
    } catch let error as SandboxError {
      throw error
    } catch {
      throw SandboxError.store(error)
    }
  }

  /// Work that is taken back.
  var rehearsal: Rehearsal { Rehearsal(workspace: self) }

  /// Tells of something by an event that no change makes.
  ///
  /// - Parameters:
  ///   - account: the account that it is about, where the object does not say.
  ///   - data: what an event of API v2 says beyond the object.
  func announce(
    _ name: String, _ object: JSONObject, account: String? = nil, data: JSONObject? = nil
  ) {
    pending.announcements.append(
      Announcement(name: name, object: object, account: account, data: data))
  }

  /// As `save`, of an object whose making has no event.
  func saveQuietly(_ object: JSONObject) throws(SandboxError) {
    pending.quiet.insert(
      ObjectKey(type: object["object"]?.string ?? "", id: object["id"]?.string ?? ""))
    try save(object)
  }

  /// Has something done after the answer: a dispute that a card brings about. Its changes are
  /// changes of their own, with events of their own.
  func afterwards(_ body: @escaping (Workspace) throws(SandboxError) -> Void) {
    pending.followUps.append(body)
  }

  /// Writes what was changed and records the events of it, then does what follows.
  ///
  /// - Parameter present: the time of the sandbox, in Unix seconds, where data is seeded, which
  ///   seems to be of the past: it has no events.
  func finish(seededAt present: Int? = nil) throws(SandboxError) {
    try keep(seededAt: present)
    while !pending.followUps.isEmpty {
      let bodies = pending.followUps
      pending.followUps = []
      for body in bodies { try body(self) }
      try keep(seededAt: present)
    }
  }

  private func keep(seededAt present: Int?) throws(SandboxError) {
    let made = changes.all
    try storing { try changes.write() }
    if present == nil {
      try EventRecorder(workspace: self).record(made.filter { !pending.quiet.contains($0.key) })
    }
    try DutyRecorder(workspace: self, present: present).record(made)
    pending.announcements = []
    changes.settle()
  }
}
