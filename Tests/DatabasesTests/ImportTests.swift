import Expressions
import JSON
import Testing

@testable import Databases

/// Imports into a real file of SQLite.
@Suite struct ImportTests {
  private static func fill(
    _ importing: TableImport, _ rows: [(String, String?)]
  ) throws -> ImportSummary {
    for (id, name) in rows { try importing.add(try .thing(id, name)) }
    return try importing.finish()
  }

  @Test func `rows are inserted, updated or left alone by their id`() throws {
    let place = try ScratchDatabase()
    let first = place.importing(.things())
    #expect(try first.begin() == .fresh)
    #expect(try Self.fill(first, [("a", "1"), ("b", nil)]).inserted == 2)
    let second = place.importing(.things())
    _ = try second.begin()
    let summary = try Self.fill(second, [("a", "1"), ("b", "2"), ("c", "3"), ("c", "4")])
    #expect(
      [summary.inserted, summary.updated, summary.unchanged, summary.deleted] == [1, 1, 1, 0])
    #expect(summary.rows == 3)
    #expect(
      try place.lines("SELECT * FROM things ORDER BY id")
        == ["a|1|1970-01-01T00:00:10Z", "b|2|1970-01-01T00:00:10Z", "c|4|1970-01-01T00:00:10Z"])
  }

  @Test func `the table is unchanged until the end, and nothing stays behind it`() throws {
    let place = try ScratchDatabase()
    let importing = place.importing(.things())
    _ = try importing.begin()
    try importing.add(try .thing("a", "1"))
    try importing.flush()
    #expect(try place.database.columns(of: "things") == nil)
    #expect(try place.lines("SELECT id FROM pinstripe_staging_things") == ["a"])
    _ = try importing.finish()
    #expect(try place.database.columns(of: "pinstripe_staging_things") == nil)
    #expect(try place.lines("SELECT * FROM pinstripe_runs") == [])
    let cursor = try importing.cursor()
    #expect(cursor == ImportCursor(fingerprint: "f", account: "acct_1", began: 1000))
  }

  @Test func `an interrupted run is resumed by the same statement`() throws {
    let place = try ScratchDatabase()
    let first = place.importing(.things(), began: 1000, token: "1")
    _ = try first.begin()
    try first.add(try .thing("a", "1", created: 30))
    try first.add(try .thing("b", "1", created: 20))
    try first.flush()
    let second = place.importing(.things(), began: 2000, token: "2")
    #expect(try second.begin() == .resumed(rows: 2, position: 20))
    #expect(second.run.began == 1000)
    // A row that comes again replaces the one that waits.
    try second.add(try .thing("b", "2", created: 20))
    try second.add(try .thing("c", "1", created: 10))
    #expect(try second.finish().inserted == 3)
    #expect(try place.lines("SELECT name FROM things WHERE id = 'b'") == ["2"])
    #expect(try second.cursor()?.began == 1000)
  }

  @Test func `a run that another one has taken over ends`() throws {
    let place = try ScratchDatabase()
    let first = place.importing(.things(), token: "1")
    _ = try first.begin()
    try first.add(try .thing("a", "1"))
    let second = place.importing(.things(), token: "2")
    _ = try second.begin()
    let error = #expect(throws: DatabaseProblem.self) { try first.flush() }
    #expect(error?.message.contains("another run of pinstripe has taken over") == true)
    #expect(try place.lines("SELECT * FROM pinstripe_staging_things") == [])
  }

  @Test(arguments: [
    ("g", true, ImportStart.restarted(droppedRows: 1, .otherStatement)),
    ("f", false, .restarted(droppedRows: 1, .order)),
  ])
  func `other runs begin again`(
    fingerprint: String, isResumable: Bool, expected: ImportStart
  ) throws {
    let place = try ScratchDatabase()
    let first = place.importing(.things())
    _ = try first.begin()
    try first.add(try .thing("a", "1"))
    try first.flush()
    let second = place.importing(
      .things(), fingerprint: fingerprint, token: "2", isResumable: isResumable)
    #expect(try second.begin() == expected)
    #expect(try second.finish().rows == 0)
  }

  @Test func `missing columns are added, and others stay`() throws {
    let place = try ScratchDatabase()
    try place.database.execute("CREATE TABLE things (id text primary key, note text)")
    try place.database.execute("INSERT INTO things VALUES ('a', 'mine'), ('z', 'kept')")
    let importing = place.importing(.things())
    _ = try importing.begin()
    let summary = try Self.fill(importing, [("a", "1")])
    #expect(summary.updated == 1)
    #expect(
      try place.lines("SELECT id, note, name FROM things ORDER BY id")
        == ["a|mine|1", "z|kept|–"])
  }

  @Test(arguments: [
    ("CREATE TABLE things (id text primary key, name integer)", "the column `name`"),
    ("CREATE TABLE things (id integer primary key, name text)", "the column `id`"),
    ("CREATE TABLE things (id text, name text)", "no primary key or unique index on `id`"),
    ("CREATE TABLE things (id text, name text, primary key (id, name))", "no primary key"),
    ("CREATE VIEW things AS SELECT 1", "`things` is a view"),
  ])
  func `tables that the rows do not fit are refused`(sql: String, problem: String) throws {
    let place = try ScratchDatabase()
    try place.database.execute(sql)
    let error = #expect(throws: DatabaseProblem.self) { try place.importing(.things()).begin() }
    #expect(error?.kind == .definition)
    #expect(error?.message.contains(problem) == true, "\(error as Any)")
    #expect(try place.database.columns(of: "pinstripe_runs") == nil)
  }

  @Test func `a unique index is enough`() throws {
    let place = try ScratchDatabase()
    try place.database.execute("CREATE TABLE things (n integer primary key, id text unique)")
    let importing = place.importing(.things())
    _ = try importing.begin()
    #expect(try Self.fill(importing, [("a", "1")]).inserted == 1)
  }

  @Test func `names and values that look like SQL are only names and values`() throws {
    let place = try ScratchDatabase()
    let name = "a\"; DROP TABLE \"x'--"
    let table = TableDefinition(
      name: name,
      columns: [
        TableColumn("id", .text, at: RowPath(keys: "id")),
        TableColumn("na\"me, '", .text, at: RowPath(keys: "name")),
      ], hasKey: true)
    let importing = place.importing(table)
    _ = try importing.begin()
    let value = "'); DROP TABLE things; -- \\ \n\t\r ?1 $1 \u{1F600}"
    #expect(try Self.fill(importing, [("a'b", value)]).inserted == 1)
    #expect(try place.database.columns(of: name)?.map(\.name) == ["id", "na\"me, '"])
    #expect(
      try place.database.rows("SELECT * FROM \(SQLDialect.quoted(name))", []) == [["a'b", value]])
  }

  @Test func `rows without ids replace those of the run before, and no others`() throws {
    let place = try ScratchDatabase()
    let table = TableDefinition(
      name: "totals", columns: [TableColumn("n", .integer, at: RowPath(keys: "n"))],
      hasKey: false)
    for numbers in [[1, 2], [3]] {
      let importing = place.importing(table)
      _ = try importing.begin()
      for number in numbers { try importing.add(.computed(["n": .integer(number)])) }
      _ = try importing.finish()
      #expect(try place.lines("SELECT n FROM totals") == numbers.map(String.init))
    }
    let again = place.importing(table)
    again.run.isContinued = true
    _ = try again.begin()
    try again.add(.computed(["n": 4]))
    #expect(try again.finish().deleted == 0)
    #expect(try place.lines("SELECT n FROM totals") == ["3", "4"])
    try place.database.execute("CREATE TABLE mine (n integer)")
    try place.database.execute("INSERT INTO mine VALUES (1)")
    let other = place.importing(
      TableDefinition(name: "mine", columns: table.columns, hasKey: false))
    let error = #expect(throws: DatabaseProblem.self) { try other.begin() }
    #expect(error?.message.contains("has rows of another kind") == true)
  }

  @Test func `objects that have changed and are not read again are deleted`() throws {
    let place = try ScratchDatabase()
    let first = place.importing(.things())
    _ = try first.begin()
    _ = try Self.fill(first, [("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")])
    let second = place.importing(.things(), token: "2")
    _ = try second.begin(resuming: false)
    try second.prepareChanges()
    try second.noteChanges(["b", "c", "x", "b"])
    try second.add(try .thing("d", "2"))
    try second.add(try .thing("e", "1"))
    try second.flush()
    try second.noteChanges(["d", "e"])
    #expect(try second.changes(after: "", count: 2) == ["b", "c"])
    #expect(try second.changes(after: "c", count: 2) == ["x"])
    try second.add(try .thing("c", "2"))
    let summary = try second.finish()
    #expect([summary.inserted, summary.updated, summary.deleted] == [1, 2, 1])
    #expect(
      try place.lines("SELECT id, name FROM things ORDER BY id") == ["a|1", "c|2", "d|2", "e|1"])
  }

  @Test func `a row without an id is refused where rows are merged`() throws {
    let place = try ScratchDatabase()
    let importing = place.importing(.things())
    _ = try importing.begin()
    let row = Row.computed(["name": "x"])
    #expect(throws: DatabaseProblem.self) { try importing.add(row) }
  }
}
