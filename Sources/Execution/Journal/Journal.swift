import GRDB
import JSON
import Synchronization

/// What a run that writes keeps, so that it can be gone on with after it broke off: each write with
/// its idempotency key before it is sent, and its outcome after.
///
/// It begins in memory, and becomes an SQLite file once the run has grown to where losing it would
/// hurt; a run that asks for a journal has the file from the beginning.
package final class Journal: Sendable {
  private struct State {
    var queue: DatabaseQueue
    /// Nil while it is in memory.
    var path: String?
    var lock: JournalLock?
  }

  package let header: JournalHeader
  /// Whether the run goes on with what another began.
  package let isResumed: Bool
  /// Where it goes once it is worth a file; nil where it must stay in memory.
  private let home: String?
  private let state: Mutex<State>

  /// Writes that a journal in memory may hold: a page.
  static let mostInMemory = 100

  private init(
    _ header: JournalHeader, isResumed: Bool, home: String? = nil, queue: DatabaseQueue,
    path: String? = nil, lock: JournalLock? = nil
  ) {
    self.header = header
    self.isResumed = isResumed
    self.home = home
    state = Mutex(State(queue: queue, path: path, lock: lock))
  }

  /// A journal in memory, which moves into a file of its own when it grows beyond a page of writes.
  package static func inMemory(
    _ header: JournalHeader, home: String?
  ) throws(JournalError) -> Journal {
    let queue = try attempt("create a journal") {
      let queue = try DatabaseQueue(configuration: JournalSchema.configuration())
      try queue.write { try JournalRecords.begin(header, in: $0) }
      return queue
    }
    return Journal(header, isResumed: false, home: home, queue: queue)
  }

  /// A new journal in a file, which must not be there yet.
  package static func create(
    at path: String, _ header: JournalHeader
  ) throws(JournalError) -> Journal {
    let lock = try locked(path)
    let queue = try newFile(path) { queue in
      try queue.write { try JournalRecords.begin(header, in: $0) }
    }
    return Journal(header, isResumed: false, queue: queue, path: path, lock: lock)
  }

  /// Opens the journal of a run that broke off, to go on with it.
  package static func resume(at path: String) throws(JournalError) -> Journal {
    let queue = try open(path, readOnly: false)
    let header = try attempt("read the journal `\(path)`") {
      try queue.read { try JournalRecords.header(in: $0) }
    }
    return Journal(header, isResumed: true, queue: queue, path: path, lock: try locked(path))
  }

  /// Opens a journal to look at it, also while a run is writing it.
  package static func read(at path: String) throws(JournalError) -> Journal {
    let queue = try open(path, readOnly: true)
    let header = try attempt("read the journal `\(path)`") {
      try queue.read { try JournalRecords.header(in: $0) }
    }
    return Journal(header, isResumed: true, queue: queue, path: path)
  }

  private static func open(
    _ path: String, readOnly: Bool
  ) throws(JournalError) -> DatabaseQueue {
    guard JournalFile.exists(path) else {
      throw JournalError(.mismatch, "journal `\(path)` not found")
    }
    let (queue, problem) = try attempt("read the journal `\(path)`") {
      let queue = try DatabaseQueue(
        path: path, configuration: JournalSchema.configuration(readOnly: readOnly))
      return (queue, try queue.read { try JournalSchema.problem(with: $0) })
    }
    if let problem { throw JournalError(.mismatch, "`\(path)` cannot be used: \(problem)") }
    return queue
  }

  /// Makes a journal's file. Nothing is left of one that cannot be written, on a full disk say: it
  /// would stop the next run from making another.
  private static func newFile(
    _ path: String, _ fill: (DatabaseQueue) throws -> Void
  ) throws(JournalError) -> DatabaseQueue {
    try JournalFile.create(path)
    do {
      return try attempt("write the journal `\(path)`") {
        let queue = try DatabaseQueue(path: path, configuration: JournalSchema.configuration())
        try fill(queue)
        return queue
      }
    } catch {
      JournalFile.remove(path)
      throw error
    }
  }

  private static func locked(_ path: String) throws(JournalError) -> JournalLock {
    guard let lock = try JournalLock(journal: path) else {
      throw JournalError(.mismatch, "another run is using the journal `\(path)`")
    }
    return lock
  }

  /// Where its file is; nil while it is in memory.
  package var path: String? { state.withLock { $0.path } }

  /// Takes note that so many writes will be or have been made: beyond a page it must be a file.
  package func grow(to count: Int) throws(JournalError) {
    if count > Self.mostInMemory { try keepInFile() }
  }

  /// Moves it from memory into its file, where there is a place for that.
  package func keepInFile() throws(JournalError) {
    guard let home else { return }
    // Writes under way at once come here at once: the first moves it, the others find it moved.
    try state.withLock { state throws(JournalError) in
      guard state.path == nil else { return }
      let lock = try Self.locked(home)
      let memory = state.queue
      let file = try Self.newFile(home) { try memory.backup(to: $0) }
      state = State(queue: file, path: home, lock: lock)
    }
  }

  /// Ends it: all is well, and there is nothing to go on with.
  package func remove() {
    let path = state.withLock { state in
      try? state.queue.close()
      state.lock = nil
      return state.path
    }
    if let path { JournalFile.remove(path) }
  }

  package func close() {
    state.withLock { state in
      try? state.queue.close()
      state.lock = nil
    }
  }

  func read<Value: Sendable>(
    _ value: (Database) throws -> Value
  ) throws(JournalError) -> Value {
    try Self.attempt("read the journal") {
      // It may be moving into its file: who asks waits for that.
      try state.withLock { try $0.queue.read(value) }
    }
  }

  func write<Value: Sendable>(
    _ changes: (Database) throws -> Value
  ) throws(JournalError) -> Value {
    try Self.attempt("write the journal") {
      try state.withLock { try $0.queue.write(changes) }
    }
  }

  /// What SQLite complains of, in a sentence: a full disk among them.
  private static func attempt<Value>(
    _ what: String, _ work: () throws -> Value
  ) throws(JournalError) -> Value {
    do {
      return try work()
    } catch let error as DatabaseError {
      throw JournalError(
        .storage, "cannot \(what): \(error.message ?? "SQLite error \(error.resultCode)")")
    } catch {
      throw JournalError(.storage, "cannot \(what): \(error)")
    }
  }
}
