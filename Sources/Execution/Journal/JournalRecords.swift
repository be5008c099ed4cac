import Expressions
import GRDB
import HTTP
import JSON

/// The rows of a journal's tables, read and written.
enum JournalRecords {
  static func begin(_ header: JournalHeader, in database: Database) throws {
    try JournalSchema.create(in: database)
    let facts = [
      ("id", header.id), ("started_at", String(header.startedAt)), ("account", header.account),
      ("variables", JSONValue.object(header.variables.masked).compact),
      ("whole_variables", String(header.variables.masked == header.variables)),
    ]
    for (name, value) in facts {
      try database.execute(sql: "INSERT INTO header VALUES (?, ?)", arguments: [name, value])
    }
    for (number, source) in header.sources.enumerated() {
      try database.execute(
        sql: "INSERT INTO source VALUES (?, ?, ?, ?, ?)",
        arguments: [number, source.name, source.text, source.isIncluded, source.isWhole])
    }
  }

  static func header(in database: Database) throws -> JournalHeader {
    let rows = try GRDB.Row.fetchAll(database, sql: "SELECT name, value FROM header")
    let facts = Dictionary(
      rows.map { ($0["name"] as String, $0["value"] as String) }, uniquingKeysWith: { $1 })
    let sources = try GRDB.Row.fetchAll(
      database, sql: "SELECT name, text, included, whole FROM source ORDER BY number")
    let variables = try facts["variables"].map { try JSONValue(parsing: $0) }?.object
    var header = JournalHeader(
      id: facts["id"] ?? "", startedAt: facts["started_at"].flatMap { Int($0) } ?? 0,
      account: facts["account"] ?? "",
      sources: sources.map {
        JournalSource(
          name: $0["name"], kept: $0["text"], isIncluded: $0["included"], isWhole: $0["whole"])
      },
      variables: variables ?? [:])
    header.hasWholeVariables = facts["whole_variables"] != "false"
    return header
  }

  static func entry(_ row: GRDB.Row) throws -> JournalEntry {
    let object = { (column: String) -> JSONObject? in
      let text: String? = row[column]
      return try text.map { try JSONValue(parsing: $0) }?.object
    }
    let word: String = row["method"]
    guard let method = HTTPMethod(rawValue: word) else { throw UnknownMethod(word: word) }
    return JournalEntry(
      step: row["step"], number: row["number"], last: row["last"], title: row["title"],
      place: row["place"], state: JournalEntry.State(rawValue: row["state"]) ?? .inDoubt,
      attempt: row["attempt"], key: row["key"], method: method, path: row["path"],
      parameters: try object("parameters"), status: row["status"], requestID: row["request_id"],
      object: row["object"], error: try object("error"), sentAt: row["sent_at"])
  }

  static let entries = """
    SELECT write.*, step.title, step.place FROM write JOIN step ON step.number = write.step
    """
}

/// A method that this program never sends: the journal is damaged.
private struct UnknownMethod: Error, CustomStringConvertible {
  let word: String

  var description: String { "the method `\(word)` is unknown" }
}

extension Journal {
  /// Calls a function for each write, in order.
  ///
  /// - Throws: `JournalError` if the journal cannot be read, or the error of the function.
  package func forEachEntry(_ body: (JournalEntry) throws -> Void) throws {
    try read { database in
      let rows = try GRDB.Row.fetchCursor(
        database, sql: JournalRecords.entries + " ORDER BY write.step, write.number")
      while let row = try rows.next() { try body(try JournalRecords.entry(row)) }
    }
  }

  /// Returns the number of writes by outcome.
  ///
  /// - Throws: `JournalError` if the journal cannot be read.
  package func tally() throws(JournalError) -> JournalTally {
    try read { database in
      var tally = JournalTally()
      let rows = try GRDB.Row.fetchAll(
        database,
        sql: "SELECT state, sum(last - number + 1) AS count FROM write GROUP BY state")
      for row in rows {
        switch JournalEntry.State(rawValue: row["state"]) {
        case .done?: tally.done = row["count"]
        case .failed?: tally.failed = row["count"]
        case .notDone?: tally.notDone = row["count"]
        case .inDoubt?, nil: tally.inDoubt += row["count"]
        }
      }
      return tally
    }
  }
}
