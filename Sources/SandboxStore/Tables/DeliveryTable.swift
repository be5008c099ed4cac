import GRDB

/// One event on its way to one destination.
package struct WebhookDelivery: Sendable, Hashable {
  /// The states of a delivery.
  package enum State: String, Sendable, Hashable {
    case pending
    case succeeded
    case failed
    /// The destination or the event is gone.
    case canceled
  }

  /// Counts up in the order of creation.
  package var id: Int64
  /// The account whose event it is.
  package var account: String
  /// The id of the event.
  package var event: String
  /// The name of the event: "invoice.paid".
  package var type: String
  /// The id of the destination.
  package var destination: String
  /// The state of the delivery.
  package var state: State
  /// The number of attempts.
  package var attempts: Int
  /// When it is sent next, in Unix seconds; nil where it is done with.
  package var due: Int?
  /// True if a fault has held it back already.
  package var isHeldBack: Bool
  /// The status of the last answer; nil where there was none.
  package var status: Int?
  /// The beginning of the last answer, or why there was none.
  package var response: String?
}

/// The deliveries of all accounts.
package struct DeliveryTable {
  let database: Database

  /// Notes that an event is to be sent at once.
  ///
  /// - Throws: The database's error.
  package func add(
    _ event: String, type: String, account: String, to destination: String, now: Int
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO deliveries (account, event, type, destination, state, attempts, due, held_back)
        VALUES (?, ?, ?, ?, 'pending', 0, ?, 0)
        """)
    try statement.execute(arguments: [account, event, type, destination, now])
  }

  /// Returns the deliveries due at a time (Unix seconds), in the order of creation; a retry comes
  /// when it is due.
  ///
  /// - Parameter destinations: those that are left out.
  /// - Throws: The database's error.
  package func due(
    at now: Int, limit: Int, except destinations: Set<String> = []
  ) throws -> [WebhookDelivery] {
    let marks = Array(repeating: "?", count: destinations.count).joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(Self.columns) FROM deliveries
        WHERE due IS NOT NULL AND due <= ? AND destination NOT IN (\(marks))
        ORDER BY due, id LIMIT ?
        """)
    let arguments = StatementArguments([now]) + StatementArguments(destinations.sorted()) + [limit]
    return try Row.fetchAll(statement, arguments: arguments).map(Self.delivery)
  }

  /// Returns the delivery of a number, nil if there is none.
  ///
  /// - Throws: The database's error.
  package func find(_ id: Int64) throws -> WebhookDelivery? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(Self.delivery)
  }

  /// The deliveries of an event, oldest first.
  ///
  /// - Throws: The database's error.
  package func deliveries(of event: String) throws -> [WebhookDelivery] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries WHERE event = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [event]).map(Self.delivery)
  }

  /// The newest deliveries, newest first.
  ///
  /// - Parameter number: only those that were made before the delivery of this number.
  /// - Throws: The database's error.
  package func newest(_ limit: Int, before number: Int64 = .max) throws -> [WebhookDelivery] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries WHERE id < ? ORDER BY id DESC LIMIT ?")
    return try Row.fetchAll(statement, arguments: [number, limit]).map(Self.delivery)
  }

  /// Stores what changed of a delivery.
  ///
  /// - Throws: The database's error.
  package func update(_ delivery: WebhookDelivery) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE deliveries SET state = ?, attempts = ?, due = ?, held_back = ?, status = ?,
          response = ? WHERE id = ?
        """)
    try statement.execute(
      arguments: [
        delivery.state.rawValue, delivery.attempts, delivery.due, delivery.isHeldBack,
        delivery.status, delivery.response, delivery.id,
      ])
  }

  /// Gives up what is still to be sent to a destination.
  ///
  /// - Throws: The database's error.
  package func cancel(to destination: String) throws {
    try database.execute(
      sql: """
        UPDATE deliveries SET state = 'canceled', due = NULL
        WHERE due IS NOT NULL AND destination = ?
        """, arguments: [destination])
  }

  /// Removes the deliveries of some events.
  ///
  /// - Throws: The database's error.
  package func remove(of events: [String]) throws {
    guard !events.isEmpty else { return }
    let places = events.map { _ in "?" }.joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: "DELETE FROM deliveries WHERE event IN (\(places))")
    try statement.execute(arguments: StatementArguments(events))
  }

  private static let columns =
    "id, account, event, type, destination, state, attempts, due, held_back, status, response"

  private static func delivery(_ row: Row) -> WebhookDelivery {
    WebhookDelivery(
      id: row[0], account: row[1], event: row[2], type: row[3], destination: row[4],
      state: WebhookDelivery.State(rawValue: row[5]) ?? .pending, attempts: row[6], due: row[7],
      isHeldBack: row[8], status: row[9], response: row[10])
  }
}
