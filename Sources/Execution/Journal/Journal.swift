import GRDB
import JSON
import Synchronization

/// The record of a run that writes, with which an interrupted run can be resumed: each write with
/// its idempotency key before it is sent, and its outcome after.
///
/// A journal begins in memory, and moves to an SQLite file once the run is so long that losing the
/// record would hurt; a run with `--journal` uses a file from the beginning.
package final class Journal: Sendable {
  private struct State {
    var queue: DatabaseQueue
    /// Nil while it is in memory.
    var path: String?
    var lock: JournalLock?
  }

  /// The identity of the run that the journal belongs to.
  package let header: JournalHeader
  /// True if the run resumes one that was interrupted.
  package let isResumed: Bool
  /// The path that it moves to once it is long enough; nil if it must stay in memory.
  private let home: String?
  private let state: Mutex<State>

  /// The maximum number of writes of a journal in memory: a page.
  static let maxInMemory = 100

  private init(
    _ header: JournalHeader, isResumed: Bool, home: String? = nil, queue: DatabaseQueue,
    path: String? = nil, lock: JournalLock? = nil
  ) {
    self.header = header
    self.isResumed = isResumed
    self.home = home
    state = Mutex(State(queue: queue, path: path, lock: lock))
  }

  /// Creates a journal in memory, which moves to a file when it grows beyond a page of writes.
  ///
  /// - Throws: `JournalError` if SQLite fails.
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

  /// Creates a journal in a file, which must not exist yet.
  ///
  /// - Throws: `JournalError` if the file exists, is in use, or cannot be written.
  package static func create(
    at path: String, _ header: JournalHeader
  ) throws(JournalError) -> Journal {
    let lock = try locked(path)
    let queue = try newFile(path) { queue in
      try queue.write { try JournalRecords.begin(header, in: $0) }
    }
    return Journal(header, isResumed: false, queue: queue, path: path, lock: lock)
  }

  /// Opens the journal of an interrupted run to resume it.
  ///
  /// - Throws: `JournalError` if the file is missing, is not a journal, or is in use.
  package static func resume(at path: String) throws(JournalError) -> Journal {
    let queue = try open(path, readOnly: false)
    let header = try attempt("read the journal `\(path)`") {
      try queue.read { try JournalRecords.header(in: $0) }
    }
    return Journal(header, isResumed: true, queue: queue, path: path, lock: try locked(path))
  }

  /// Opens a journal for reading, even while a run is writing it.
  ///
  /// - Throws: `JournalError` if the file is missing, is not a journal, or cannot be read.
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

  /// Creates the file of a journal. One that cannot be written, for example on a full disk, is
  /// removed: it would stop the next run from creating another.
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

  /// The path of its file; nil while it is in memory.
  package var path: String? { state.withLock { $0.path } }

  /// Prepares for a total number of writes: beyond a page it must be a file.
  ///
  /// - Throws: `JournalError` if it cannot be moved to a file.
  package func grow(to count: Int) throws(JournalError) {
    if count > Self.maxInMemory { try keepInFile() }
  }

  /// Moves it from memory to its file, if it has a path for one.
  ///
  /// - Throws: `JournalError` if the file is in use or cannot be written.
  package func keepInFile() throws(JournalError) {
    guard let home else { return }
    // Concurrent writes come here together: the first moves it, the others find it moved.
    try state.withLock { state throws(JournalError) in
      guard state.path == nil else { return }
      let lock = try Self.locked(home)
      let memory = state.queue
      let file = try Self.newFile(home) { try memory.backup(to: $0) }
      state = State(queue: file, path: home, lock: lock)
    }
  }

  /// Closes it and removes its file: the run succeeded and need not be resumed.
  package func remove() {
    let path = state.withLock { state in
      try? state.queue.close()
      state.lock = nil
      return state.path
    }
    if let path { JournalFile.remove(path) }
  }

  /// Closes it and keeps its file.
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
      // It may be moving to its file: the lock makes readers wait for that.
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

  /// Runs some work and turns the errors of SQLite, such as a full disk, into a sentence.
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
