import GRDB

/// One event on its way to one destination.
package struct WebhookDelivery: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    case pending
    case succeeded
    case failed
    /// The destination or the event is gone.
    case canceled
  }

  /// Counts up in the order of creation.
  package var id: Int64
  package var account: String
  package var event: String
  /// The name of the event: "invoice.paid".
  package var type: String
  package var destination: String
  package var state: State
  /// How often it was sent.
  package var attempts: Int
  /// When it is sent next, in Unix seconds; nil where it is done with.
  package var due: Int?
  /// Whether a fault has held it back already.
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

  /// What is due at that time (Unix seconds), in the order of creation; what is sent again comes
  /// when it is due.
  ///
  /// - Parameter destinations: those that are left out.
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

  package func find(_ id: Int64) throws -> WebhookDelivery? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(Self.delivery)
  }

  /// The deliveries of an event, oldest first.
  package func deliveries(of event: String) throws -> [WebhookDelivery] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries WHERE event = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [event]).map(Self.delivery)
  }

  /// The newest deliveries, newest first.
  package func newest(_ limit: Int) throws -> [WebhookDelivery] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM deliveries ORDER BY id DESC LIMIT ?")
    return try Row.fetchAll(statement, arguments: [limit]).map(Self.delivery)
  }

  /// Stores what changed of a delivery.
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
  package func cancel(to destination: String) throws {
    try database.execute(
      sql: """
        UPDATE deliveries SET state = 'canceled', due = NULL
        WHERE due IS NOT NULL AND destination = ?
        """, arguments: [destination])
  }

  package func remove(of event: String) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM deliveries WHERE event = ?")
    try statement.execute(arguments: [event])
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
