/// The tables of a sandbox's file.
///
/// `objects` holds what is looked at while rows are being chosen, `bodies` what is copied out once
/// they are chosen. `sort_key` orders lists: it is `created` where a resource has it. `filters` is
/// the index of every equality filter of every list, with the list's own order in it, so that a
/// page costs the same at any depth. `whole_bodies` holds the few
/// objects whole that have fields which are shown on request only; `bodies` has them without.
///
/// A scope is an account's objects of one type, or its values of one filter: a number in every row
/// instead of two names.
enum StoreSchema {
  /// The application id of SQLite's file header: "pstr".
  static let applicationID = 0x7073_7472

  static let accounts = """
    CREATE TABLE scopes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL, name TEXT NOT NULL,
      UNIQUE (account, name)
    );
    CREATE TABLE objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      scope INTEGER NOT NULL,
      id TEXT NOT NULL,
      parent TEXT,
      sort_key INTEGER NOT NULL,
      fields BLOB NOT NULL,
      UNIQUE (scope, id)
    );
    CREATE INDEX objects_in_order ON objects (scope, sort_key, seq);
    CREATE TABLE bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE whole_bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE filters (
      scope INTEGER NOT NULL,
      value TEXT NOT NULL COLLATE NOCASE,
      sort_key INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (scope, value, sort_key, seq)
    ) WITHOUT ROWID;
    CREATE TABLE stubs (
      scope INTEGER NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (scope, id)
    ) WITHOUT ROWID;
    CREATE TABLE idempotency (
      scope INTEGER NOT NULL, key TEXT NOT NULL, made INTEGER NOT NULL, request BLOB NOT NULL,
      status INTEGER NOT NULL, request_id TEXT NOT NULL, seq INTEGER,
      is_object INTEGER NOT NULL, body BLOB,
      PRIMARY KEY (scope, key)
    ) WITHOUT ROWID;
    CREATE INDEX idempotency_by_age ON idempotency (made);
    CREATE INDEX idempotency_by_object ON idempotency (seq) WHERE seq IS NOT NULL;
    CREATE TABLE counters (
      scope INTEGER PRIMARY KEY, value INTEGER NOT NULL
    );
    CREATE TABLE duties (
      at INTEGER NOT NULL, clock TEXT NOT NULL, account TEXT NOT NULL,
      type TEXT NOT NULL, id TEXT NOT NULL, duty TEXT NOT NULL,
      PRIMARY KEY (clock, at, account, type, id, duty)
    ) WITHOUT ROWID;
    CREATE INDEX duties_by_object ON duties (account, type, id);
    """

  /// `destinations` holds where events are sent, with the secrets that objects do not show;
  /// `deliveries` each event on its way to one of them, with `due` where it is to be sent yet.
  static let webhooks = """
    CREATE TABLE destinations (
      id TEXT PRIMARY KEY, account TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
      audience TEXT NOT NULL, is_thin INTEGER NOT NULL, events TEXT NOT NULL,
      is_enabled INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL, destination TEXT NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER, held_back INTEGER NOT NULL,
      status INTEGER, response TEXT
    );
    CREATE INDEX deliveries_due ON deliveries (due) WHERE due IS NOT NULL;
    CREATE INDEX deliveries_by_event ON deliveries (event);
    """

  /// `search` is the full-text index over what is true of objects, by their numbers in list order,
  /// without the texts themselves; `search_changes` what it is yet to take over. `index_state` says
  /// by what rules all indexes were made, and up to which row they are made anew by others.
  static let search = """
    DROP TABLE filters;
    CREATE TABLE filters (
      scope INTEGER NOT NULL, value TEXT NOT NULL, sort_key INTEGER NOT NULL, seq INTEGER NOT NULL,
      PRIMARY KEY (scope, value, sort_key, seq)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5
      (tokens, content = '', columnsize = 0, tokenize = "ascii tokenchars '_'");
    CREATE TABLE search_changes (number INTEGER PRIMARY KEY, before TEXT, after TEXT);
    CREATE TABLE index_state (rules TEXT NOT NULL, next_seq INTEGER);
    """

  /// Rows are in the order of time. A key is found by a short hash, which takes a third of the
  /// room.
  static let replies = """
    CREATE TABLE replies (
      id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, scope INTEGER NOT NULL, key TEXT NOT NULL,
      made INTEGER NOT NULL, request BLOB NOT NULL, status INTEGER NOT NULL,
      request_id TEXT NOT NULL, seq INTEGER, is_object INTEGER NOT NULL, body BLOB
    );
    CREATE INDEX replies_by_hash ON replies (hash);
    CREATE INDEX replies_by_object ON replies (seq) WHERE seq IS NOT NULL;
    """

  /// An object's bytes with the fields that are shown on request only; the query has `bodies`.
  static let wholeBody =
    "COALESCE((SELECT body FROM whole_bodies AS whole WHERE whole.seq = bodies.seq), bodies.body)"

  /// The tables that `erase` empties. Scopes stay: other processes know their numbers.
  static let tables = [
    "objects", "bodies", "whole_bodies", "filters", "search_changes", "stubs", "replies",
    "counters", "duties", "destinations", "deliveries",
  ]
}
