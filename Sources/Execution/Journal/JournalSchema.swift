import GRDB

/// The tables of a journal.
enum JournalSchema {
  /// The version of the tables; a journal of another version is refused.
  static let version = 2
  /// The mark of SQLite files that are journals of this program.
  static let applicationID = 0x7069_6E6A

  static let statements = """
    CREATE TABLE header (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE source (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL,
      included INTEGER NOT NULL, whole INTEGER NOT NULL);
    CREATE TABLE step (
      number INTEGER PRIMARY KEY, title TEXT NOT NULL, place TEXT NOT NULL,
      total INTEGER, result TEXT);
    CREATE TABLE input_file (
      step INTEGER PRIMARY KEY, path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL);
    CREATE TABLE input (
      step INTEGER NOT NULL, number INTEGER NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (step, number)) WITHOUT ROWID;
    CREATE TABLE write (
      step INTEGER NOT NULL, number INTEGER NOT NULL, last INTEGER NOT NULL,
      attempt INTEGER NOT NULL, key TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
      digest TEXT NOT NULL,
      parameters TEXT, state TEXT NOT NULL, status INTEGER, request_id TEXT, object TEXT,
      answer TEXT, error TEXT, sent_at REAL NOT NULL, answered_at REAL,
      PRIMARY KEY (step, number)) WITHOUT ROWID;
    """

  static func configuration(readOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    guard !readOnly else { return configuration }
    configuration.prepareDatabase { database in
      // A crash of the program loses nothing that was written. A crash of the machine may lose the
      // last writes, but their keys are computed again in the same way.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    return configuration
  }

  static func create(in database: Database) throws {
    try database.execute(sql: statements)
    try database.execute(
      sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
  }

  /// Returns the problem of a file that is not a journal this program can read, else nil.
  static func problem(with database: Database) throws -> String? {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
      return "it is not a pinstripe journal"
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    return found == version ? nil : "it was written by another version of pinstripe"
  }
}
