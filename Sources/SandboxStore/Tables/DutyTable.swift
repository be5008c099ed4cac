import GRDB

/// Something that time will do with an object: a draft finalizes itself, a trial ends.
package struct Duty: Sendable, Hashable {
  /// When, in Unix seconds.
  package var at: Int
  /// The id of the test clock whose time counts, empty for the wall clock.
  package var clock: String
  /// The account of the object.
  package var account: String
  /// The type of the object.
  package var type: String
  /// The id of the object.
  package var id: String
  /// The name of the duty, as the object's behavior knows it.
  package var name: String

  /// Creates a duty, not yet stored.
  package init(at: Int, clock: String, account: String, type: String, id: String, name: String) {
    self.at = at
    self.clock = clock
    self.account = account
    self.type = type
    self.id = id
    self.name = name
  }
}

/// The duties of all accounts in the order of time.
package struct DutyTable {
  let database: Database

  /// Replaces the duties of an object by those that its present version has.
  ///
  /// - Throws: The database's error.
  package func replace(_ duties: [Duty], of type: String, _ id: String, in account: String) throws {
    let old = try database.cachedStatement(
      sql: "DELETE FROM duties WHERE account = ? AND type = ? AND id = ?")
    try old.execute(arguments: [account, type, id])
    for duty in duties { try add(duty) }
  }

  /// Adds a duty of an object to those that it has.
  ///
  /// - Throws: The database's error.
  package func add(_ duty: Duty) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO duties (at, clock, account, type, id, duty)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: [duty.at, duty.clock, duty.account, duty.type, duty.id, duty.name])
  }

  /// The earliest duty of a clock that is due.
  ///
  /// - Parameter now: the time of the clock, in Unix seconds.
  /// - Throws: The database's error.
  package func next(of clock: String, now: Int) throws -> Duty? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT at, clock, account, type, id, duty FROM duties WHERE clock = ? AND at <= ?
        ORDER BY at LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [clock, now]).map { row in
      Duty(
        at: row[0], clock: row[1], account: row[2], type: row[3], id: row[4], name: row[5])
    }
  }

  /// The time of the earliest duty of the wall clock, in Unix seconds; nil where there is none.
  package func earliest() throws -> Int? {
    let statement = try database.cachedStatement(
      sql: "SELECT at FROM duties WHERE clock = '' ORDER BY at LIMIT 1")
    return try Int.fetchOne(statement)
  }
}
