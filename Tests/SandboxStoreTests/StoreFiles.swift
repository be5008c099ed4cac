import Foundation
import GRDB

@testable import SandboxStore

/// A folder for the files of one test.
struct StoreFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  var path: String { url.appending(path: "sandbox.sqlite").path }

  /// Runs SQL on the file, as another program would.
  func execute(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// The layout of files before there were accounts, with two customers in it.
let firstLayout = """
  CREATE TABLE objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, id TEXT NOT NULL, parent TEXT,
    position INTEGER NOT NULL, digest BLOB NOT NULL, UNIQUE (type, id)
  );
  CREATE INDEX objects_in_order ON objects (type, position, seq);
  CREATE TABLE bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE whole_bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE filters (
    name TEXT NOT NULL, value TEXT NOT NULL COLLATE NOCASE, position INTEGER NOT NULL,
    seq INTEGER NOT NULL, PRIMARY KEY (name, value, position, seq)
  ) WITHOUT ROWID;
  CREATE TABLE tombstones (
    type TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (type, id)
  ) WITHOUT ROWID;
  CREATE TABLE replies (
    key TEXT PRIMARY KEY, made INTEGER NOT NULL, request BLOB NOT NULL, status INTEGER NOT NULL,
    request_id TEXT NOT NULL, body BLOB NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX replies_by_age ON replies (made);
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO objects VALUES (1, 'customer', 'cus_1', NULL, 100, x'');
  INSERT INTO objects VALUES (2, 'customer', 'cus_2', NULL, 200, x'');
  INSERT INTO bodies VALUES (1, '{"id": "cus_1"}'), (2, '{"id": "cus_2"}');
  INSERT INTO whole_bodies VALUES (2, '{"id": "cus_2", "tax": {}}');
  INSERT INTO filters VALUES ('customer.email', 'ann@example.com', 100, 1);
  INSERT INTO tombstones VALUES ('customer', 'cus_0', '{"deleted": true}');
  INSERT INTO counters VALUES ('seed', 3);
  PRAGMA user_version = 1;
  """

/// The layout of files before they had a search index, with two customers and a kept reply in it.
let layoutBeforeSearch = """
  CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
  INSERT INTO grdb_migrations VALUES ('accounts'), ('webhooks');
  \(StoreSchema.accounts)
  \(StoreSchema.webhooks)
  PRAGMA application_id = \(StoreSchema.applicationID);
  INSERT INTO scopes VALUES
    (1, 'acct_1PinstripeSandbox', 'customer'), (2, 'acct_1PinstripeSandbox', 'idempotency');
  INSERT INTO objects VALUES (1, 1, 'cus_1', NULL, 100, x''), (2, 1, 'cus_2', NULL, 200, x'');
  INSERT INTO bodies VALUES (1, '{"id": "cus_1"}'), (2, '{"id": "cus_2"}');
  INSERT INTO idempotency VALUES (2, 'k1', 100, x'01', 200, 'req_1', NULL, 0, '{}');
  """
