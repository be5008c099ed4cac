import GRDB

/// The database of a sandbox. Writes take the lock at once, so that two processes which both read
/// and then write wait for one another rather than fail; nothing blocks the thread of the caller.
package struct ObjectStore: Sendable {
  private let database: any DatabaseWriter
  private let scopes = ScopeCache()
  private let stamp: FileStamp?

  /// How long a process waits for another's write, in seconds.
  private static let busyTimeout = 60.0

  /// Opens the file, makes it where there is none, and brings an older one to the present layout.
  ///
  /// - Throws: `StoreError` for a file that is not a sandbox's, GRDB's `DatabaseError` where the
  ///   file cannot be read or written.
  package init(_ location: StoreLocation) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.busyTimeout)
    configuration.label = "sandbox"
    configuration.prepareDatabase { connection in
      // Three invoices of the usual size fit a page of this size; the default fits none.
      try connection.execute(sql: "PRAGMA page_size = 16384; PRAGMA cache_size = -32000")
      // A small sandbox is read in place. Of a large one only the beginning is: the pages that were
      // ever read in place count as memory of this process.
      try connection.execute(sql: "PRAGMA mmap_size = 33554432; PRAGMA synchronous = NORMAL")
      // What is deleted need not be overwritten with zeros.
      try connection.execute(sql: "PRAGMA secure_delete = OFF")
    }
    switch location {
    case .file(let path):
      try FileCheck.refuseForeign(path)
      database = try DatabasePool(path: path, configuration: configuration)
      try StoreMigrations.apply(to: database)
      stamp = FileStamp(path)
    case .memory:
      database = try DatabaseQueue(configuration: configuration)
      try StoreMigrations.apply(to: database)
      stamp = nil
    }
    // A savepoint keeps what pages were; beyond a few pages it would write them to a file of its
    // own. Only for the connection that writes: others may have much to sort.
    try set("PRAGMA temp_store = MEMORY")
  }

  /// Reads a state of the database that no write changes meanwhile.
  ///
  /// - Throws: what the body throws, `StoreError.removed`, or GRDB's `DatabaseError`.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> Value
  ) async throws -> Value {
    try stamp?.check()
    return try await database.read { try body(StoreTransaction($0, scopes)) }
  }

  /// Writes in one transaction: where the body throws, nothing is changed.
  ///
  /// - Throws: what the body throws, `StoreError.removed`, or GRDB's `DatabaseError`.
  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> Value
  ) async throws -> Value {
    try stamp?.check()
    let (value, made) = try await database.write { try Self.perform(body, on: $0, scopes) }
    scopes.add(made)
    return value
  }

  /// As `write`, for programs that have nothing else to do meanwhile.
  ///
  /// - Throws: The database's error, or what the closure throws.
  package func writeBlocking<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
    try stamp?.check()
    let (value, made) = try database.write { try Self.perform(body, on: $0, scopes) }
    scopes.add(made)
    return value
  }

  private static func perform<Value>(
    _ body: (StoreTransaction) throws -> Value, on connection: Database, _ scopes: ScopeCache
  ) throws -> (Value, [Scope: Int64]) {
    let transaction = StoreTransaction(connection, scopes)
    let value = try body(transaction)
    try SearchIndex.takeOver(
      connection, moreThan: transaction.goesOn ? SearchIndex.waitingWithin : SearchIndex.waiting)
    return (value, transaction.madeScopes)
  }

  func readBlocking<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try stamp?.check()
    return try database.read(body)
  }

  /// One step of work on the tables themselves.
  func step(_ body: (Database, ScopeCache) throws -> [Scope: Int64]) throws {
    try stamp?.check()
    scopes.add(try database.write { try body($0, scopes) })
  }

  /// Lets a great many rows be written at the speed of memory: should the machine fail meanwhile,
  /// the file may have to be seeded anew.
  ///
  /// - Throws: The database's error, or what the closure throws.
  package func withBulkSettings(_ body: () throws -> Void) throws {
    try set("PRAGMA synchronous = OFF; PRAGMA cache_size = -256000")
    defer { try? set("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000") }
    try body()
  }

  private func set(_ pragmas: String) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: pragmas) }
  }

  /// Brings the file itself up to date, with nothing left beside it.
  package func checkpoint() throws {
    try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
  }

  /// Returns true if no account holds an object.
  /// - Throws: `StoreError.removed`, or the database's error.
  package func isEmpty() throws -> Bool {
    try readBlocking { connection in
      try Bool.fetchOne(connection, sql: "SELECT NOT EXISTS (SELECT 1 FROM objects)") ?? true
    }
  }

  /// Removes all that the accounts hold.
  ///
  /// - Throws: The database's error.
  package func erase() throws {
    try database.write { connection in
      for table in StoreSchema.tables {
        try connection.execute(sql: "DELETE FROM \(table)")
      }
      try connection.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
    }
    // Giving the room back needs the file to itself; where others use it, it stays as it is.
    try? database.vacuum()
  }
}
