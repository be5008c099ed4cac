import GRDB

/// Brings a file to the present layout, whichever of the earlier ones it has.
enum StoreMigrations {
  static func apply(to database: any DatabaseWriter) throws {
    let migrator = migrator
    if try database.read(migrator.hasBeenSuperseded) { throw StoreError.newerLayout }
    try migrator.migrate(database)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("accounts") { database in
      let isOld = try database.tableExists("objects")
      if isOld { try OldLayout.setAside(database) }
      try database.execute(sql: StoreSchema.accounts)
      if isOld { try OldLayout.carryOver(database, account: SharedAccount.id) }
      try database.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
    }
    migrator.registerMigration("webhooks") { database in
      try database.execute(sql: StoreSchema.webhooks)
    }
    migrator.registerMigration("search") { database in
      try database.execute(sql: StoreSchema.search)
    }
    migrator.registerMigration("replies") { database in
      try database.execute(sql: StoreSchema.replies)
      try IdempotencyTable.carryOver(database)
      try database.execute(sql: "DROP TABLE idempotency")
    }
    return migrator
  }

  /// A file with tables in it is a sandbox's if it says so, or if it has the first layout.
  static func refuseForeign(_ database: Database, _ path: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard id != StoreSchema.applicationID else { return }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard tables > 0, try !OldLayout.isUsed(in: database) else { return }
    throw StoreError.foreignFile(path)
  }
}

/// The layout of files before they had accounts: types and filters by name in every row.
private enum OldLayout {
  static func isUsed(in database: Database) throws -> Bool {
    guard try Int.fetchOne(database, sql: "PRAGMA user_version") == 1 else { return false }
    return try ["objects", "bodies", "filters", "replies", "tombstones"]
      .allSatisfy { try database.tableExists($0) }
  }

  private static let tables = [
    "objects", "bodies", "whole_bodies", "filters", "tombstones", "counters",
  ]

  static func setAside(_ database: Database) throws {
    try database.execute(
      sql: "CREATE TABLE IF NOT EXISTS whole_bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    try database.execute(sql: "DROP INDEX objects_in_order; DROP TABLE replies")
    for table in tables {
      try database.execute(sql: "ALTER TABLE \(table) RENAME TO old_\(table)")
    }
  }

  static func carryOver(_ database: Database, account: String) throws {
    try database.execute(
      sql: """
        INSERT INTO scopes (account, name)
        SELECT :account, type FROM old_objects UNION SELECT :account, name FROM old_filters
        UNION SELECT :account, type FROM old_tombstones
        UNION SELECT :account, name FROM old_counters
        """, arguments: ["account": account])
    try database.execute(
      sql: """
        INSERT INTO objects (seq, scope, id, parent, sort_key, fields)
        SELECT seq, scopes.id, o.id, parent, position, digest
        FROM old_objects o JOIN scopes ON scopes.name = o.type ORDER BY seq;
        INSERT INTO bodies SELECT * FROM old_bodies;
        INSERT INTO whole_bodies SELECT * FROM old_whole_bodies;
        INSERT INTO filters (scope, value, sort_key, seq)
        SELECT scopes.id, value, position, seq
        FROM old_filters o JOIN scopes ON scopes.name = o.name;
        INSERT INTO stubs (scope, id, body)
        SELECT scopes.id, o.id, body FROM old_tombstones o JOIN scopes ON scopes.name = o.type;
        INSERT INTO counters (scope, value)
        SELECT scopes.id, value FROM old_counters o JOIN scopes ON scopes.name = o.name;
        """)
    for table in tables { try database.execute(sql: "DROP TABLE old_\(table)") }
  }
}
