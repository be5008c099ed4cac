import GRDB

/// The database under a sandbox. Writes take the lock at once, so that two processes which both
/// read and then write wait for one another rather than fail.
struct Store: Sendable {
  let database: any DatabaseWriter

  /// How long a process waits for another's write, in seconds.
  private static let patience = 20.0

  init(_ storage: SandboxStorage) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.label = "sandbox"
    configuration.prepareDatabase { connection in
      // Three invoices of the usual size fit a page of this size; the default fits none.
      try connection.execute(sql: "PRAGMA page_size = 16384; PRAGMA cache_size = -32000")
      try connection.execute(sql: "PRAGMA mmap_size = 4294967296; PRAGMA synchronous = NORMAL")
    }
    switch storage {
    case .file(let path):
      database = try DatabasePool(path: path, configuration: configuration)
    case .memory:
      database = try DatabaseQueue(configuration: configuration)
    }
    try database.write(Self.migrate)
  }

  private static func migrate(_ connection: Database) throws {
    let version = try Int.fetchOne(connection, sql: "PRAGMA user_version") ?? 0
    if version == 0 {
      try connection.execute(sql: StoreSchema.sql)
      try connection.execute(sql: "PRAGMA user_version = \(StoreSchema.version)")
    } else if version != StoreSchema.version {
      throw StoreError.foreignVersion(version)
    }
    try connection.execute(sql: StoreSchema.additions)
  }

  /// Lets a great many rows be written at the speed of memory: should the machine fail meanwhile,
  /// the file may have to be seeded anew.
  func withBulkSettings(_ body: () throws -> Void) throws {
    try set("PRAGMA synchronous = OFF; PRAGMA cache_size = -256000")
    defer { try? set("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000") }
    try body()
  }

  private func set(_ pragmas: String) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: pragmas) }
  }

  /// Removes every row of every table.
  func erase() throws {
    try database.write { connection in
      for table in StoreSchema.tables {
        try connection.execute(sql: "DELETE FROM \(table)")
      }
    }
    // Giving the room back needs the file to itself; where others use it, it stays as it is.
    try? database.vacuum()
  }
}

/// Why a sandbox's file cannot be used.
package enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Written by another version of the sandbox.
  case foreignVersion(Int)

  package var description: String {
    switch self {
    case .foreignVersion(let version):
      "the sandbox file has layout \(version), this program reads \(StoreSchema.version):"
        + " delete it and seed it again"
    }
  }
}
