/// The tables of a sandbox's file.
///
/// `objects` holds what is looked at while rows are being chosen, `bodies` what is copied out once
/// they are chosen: a scan never touches a body. `position` orders lists: it is `created` where a
/// resource has it. `filters` is the index behind every equality filter of every list, with the
/// list's own order in it, so that a page costs the same at any depth. `whole_bodies` holds the few
/// objects whole that have fields which are shown on request only; `bodies` has them without.
enum StoreSchema {
  static let version = 1

  static let sql = """
    CREATE TABLE objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      parent TEXT,
      position INTEGER NOT NULL,
      digest BLOB NOT NULL,
      UNIQUE (type, id)
    );
    CREATE INDEX objects_in_order ON objects (type, position, seq);
    CREATE TABLE bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE filters (
      name TEXT NOT NULL,
      value TEXT NOT NULL COLLATE NOCASE,
      position INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (name, value, position, seq)
    ) WITHOUT ROWID;
    CREATE TABLE tombstones (
      type TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (type, id)
    ) WITHOUT ROWID;
    CREATE TABLE replies (
      key TEXT PRIMARY KEY, made INTEGER NOT NULL, request BLOB NOT NULL,
      status INTEGER NOT NULL, request_id TEXT NOT NULL, body BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX replies_by_age ON replies (made);
    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    """

  /// What was added to the layout since: a file without it is read as it is.
  static let additions = """
    CREATE TABLE IF NOT EXISTS whole_bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
    """

  /// An object's bytes with the fields that are shown on request only; the query has `bodies`.
  static let wholeBody =
    "COALESCE((SELECT body FROM whole_bodies AS whole WHERE whole.seq = bodies.seq), bodies.body)"

  static let tables = [
    "objects", "bodies", "whole_bodies", "filters", "tombstones", "replies", "counters",
  ]
}
