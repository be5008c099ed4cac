import Expressions
import Testing

@testable import Databases

/// What PostgreSQL is sent and what it says, without a server.
@Suite struct PostgresTextTests {
  private static func table(_ kind: ColumnKind) -> TableDefinition {
    TableDefinition(
      name: "t",
      columns: [
        TableColumn("a", kind, at: RowPath(keys: "a")),
        TableColumn("b", .text, at: RowPath(keys: "b")),
      ], hasKey: false)
  }

  @Test func `rows are escaped for COPY`() throws {
    let rows: [[Cell]] = [
      [.text("a\tb\nc\rd\\N"), .null], [.text(""), .text("\\.")], [.integer(5), .boolean(true)],
      [.time(0), .text("é")],
    ]
    let text = try CopyText(rows, of: Self.table(.text))
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "a\\tb\\nc\\rd\\\\N\t\\N\n\t\\\\.\n5\ttrue\n1970-01-01T00:00:00Z\té\n")
  }

  @Test(arguments: [
    (#"{"a":"\u0000"}"#, true), (#"{"a":"x\\\u0000"}"#, true), (#"{"a":"\\u0000"}"#, false),
    (#"{"a":"\u00001"}"#, true), (#"{"a":"\u0001 u0000"}"#, false),
  ])
  func `JSON with U+0000 is refused, which jsonb cannot store`(json: String, isRefused: Bool) {
    let rows: [[Cell]] = [[.text(json), .null]]
    let problem: DatabaseProblem?
    do {
      _ = try CopyText(rows, of: Self.table(.json))
      problem = nil
    } catch {
      problem = error
    }
    #expect((problem?.message.contains("U+0000") == true) == isRefused)
  }

  @Test(arguments: [
    ("42501", DatabaseProblem.Kind.permission), ("25006", .readOnly), ("53100", .full),
    ("08006", .connection), ("22P02", .value), ("57P01", .connection), ("42P01", .other),
  ])
  func `kinds of problems follow the SQLSTATE`(state: String, kind: DatabaseProblem.Kind) {
    let problem = PostgresProblem.reported(
      "ERROR:  no\nLINE 1: CREATE\n        ^\nDETAIL:  because\n", state: state)
    #expect(problem == DatabaseProblem(kind, "PostgreSQL: no; DETAIL:  because"))
  }

  @Test(arguments: [
    (
      "FATAL:  password authentication failed for user \"ann\"", DatabaseProblem.Kind.authentication
    ),
    ("connection to server failed: Connection refused", .connection),
    ("FATAL:  role \"x\" does not exist", .authentication),
    ("FATAL:  database \"nodb\" does not exist", .connection),
  ])
  func `a refused login is not an unreachable server`(text: String, kind: DatabaseProblem.Kind) {
    #expect(PostgresProblem.connecting(text).kind == kind)
  }

  @Test(arguments: [
    "postgres://ann:p@ss@h/b", "postgres://ann:a/b@h/b", "postgres://ann:a?b@h/b",
    "postgres://ann:100%@h/b", "postgres://ann:%zz@h/b", "postgres://ann:%00@h/b",
  ])
  func `addresses that libpq would quote parts of the password of are refused`(url: String) {
    let problem = #expect(throws: DatabaseProblem.self) { try PostgresDatabase(url: url) }
    #expect(problem?.message.contains("require escapes") == true)
  }

  @Test(arguments: [
    "postgres://", "postgres:///b", "postgresql://ann:p%40ss@h1:5432,h2/b?sslmode=require",
    "postgres://ann@/b?host=/tmp/x",
  ])
  func `other addresses are taken`(url: String) {
    #expect(PostgresAddress.problem(with: url) == nil)
  }

  @Test func `names are quoted`() {
    #expect(SQLDialect.quoted("a\"b") == "\"a\"\"b\"")
    #expect(SQLDialect.quoted("\"") == "\"\"\"\"")
  }
}
