import Foundation
import Testing

@testable import Databases

/// Files that cannot be written.
@Suite struct SQLiteProblemTests {
  @Test func `a file that is not a database stays as it is`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "id,name\n1,2\n".write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: DatabaseProblem.self) { try SQLiteDatabase(path: path) }
    #expect(error?.kind == .foreignFile)
    #expect(error?.message.hasPrefix("`\(path)` is not an SQLite database") == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "id,name\n1,2\n")
  }

  @Test func `a directory that does not exist is named`() throws {
    let error = #expect(throws: DatabaseProblem.self) { try SQLiteDatabase(path: "/none/x.db") }
    #expect(error?.kind == .connection)
    #expect(error?.message.hasPrefix("cannot open `/none/x.db`") == true)
  }

  @Test func `a failed transaction leaves nothing behind`() throws {
    let place = try ScratchDatabase()
    let problem = DatabaseProblem(.other, "no")
    #expect(throws: problem) {
      try place.database.transaction { () throws(DatabaseProblem) in
        try place.database.execute("CREATE TABLE t (n integer)")
        throw problem
      }
    }
    #expect(try place.database.columns(of: "t") == nil)
    // The database can be used afterwards.
    try place.database.execute("CREATE TABLE t (n integer)")
  }

  @Test func `what SQL says is wrong is told`() throws {
    let place = try ScratchDatabase()
    let error = #expect(throws: DatabaseProblem.self) {
      try place.database.execute("INSERT INTO nowhere VALUES (1)")
    }
    #expect(error?.message.contains("no such table: nowhere") == true)
  }
}
