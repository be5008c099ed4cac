import GRDB

/// Where events are sent: a webhook endpoint, an event destination, or an address that a served
/// sandbox forwards to.
package struct Destination: Sendable, Hashable {
  /// Whose events it receives.
  package enum Audience: String, Sendable, Hashable {
    /// Those of the account that it belongs to.
    case own
    /// Those of the accounts connected to it.
    case connected
    case ownAndConnected
    /// Those of all accounts in the file.
    case everyone
  }

  /// The id of the webhook endpoint or event destination.
  package var id: String
  /// The account that owns it.
  package var account: String
  /// The address that events are sent to.
  package var url: String
  /// Signs what is sent: "whsec_…".
  package var secret: String
  /// The accounts whose events it receives.
  package var audience: Audience
  /// True if it receives thin events, else snapshots.
  package var isThin: Bool
  /// The names of the events that it receives; "*" means all.
  package var events: [String]
  /// True if events are sent to it.
  package var isEnabled: Bool

  /// Creates a destination, not yet stored.
  package init(
    id: String, account: String, url: String, secret: String, audience: Audience, isThin: Bool,
    events: [String], isEnabled: Bool = true
  ) {
    self.id = id
    self.account = account
    self.url = url
    self.secret = secret
    self.audience = audience
    self.isThin = isThin
    self.events = events
    self.isEnabled = isEnabled
  }
}

/// The destinations of all accounts.
package struct DestinationTable {
  let database: Database

  /// Adds a destination, or replaces the one with its id.
  ///
  /// - Throws: The database's error.
  package func put(_ destination: Destination) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO destinations
          (id, account, url, secret, audience, is_thin, events, is_enabled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: [
        destination.id, destination.account, destination.url, destination.secret,
        destination.audience.rawValue, destination.isThin,
        destination.events.joined(separator: ","), destination.isEnabled,
      ])
  }

  /// Returns the destination of an id, nil if there is none.
  ///
  /// - Throws: The database's error.
  package func find(_ id: String) throws -> Destination? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Self.columns) FROM destinations WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(Self.destination)
  }

  /// Those that may receive events of an account, by id.
  ///
  /// - Parameter platform: the account that it is connected to, or itself.
  /// - Throws: The database's error.
  package func enabled(for account: String, platform: String) throws -> [Destination] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(Self.columns) FROM destinations
        WHERE is_enabled AND (account IN (?, ?) OR audience = 'everyone') ORDER BY id
        """)
    return try Row.fetchAll(statement, arguments: [account, platform]).map(Self.destination)
  }

  /// Returns the number of an account's destinations.
  ///
  /// - Throws: The database's error.
  package func count(of account: String) throws -> Int {
    let statement = try database.cachedStatement(
      sql: "SELECT count(*) FROM destinations WHERE account = ? AND audience != 'everyone'")
    return try Int.fetchOne(statement, arguments: [account]) ?? 0
  }

  /// Stops the addresses that a served sandbox forwarded to.
  ///
  /// - Throws: The database's error.
  package func stopForwarding() throws {
    try database.execute(sql: "UPDATE destinations SET is_enabled = 0 WHERE audience = 'everyone'")
  }

  /// Removes a destination.
  ///
  /// - Throws: The database's error.
  package func remove(_ id: String) throws {
    try database.execute(sql: "DELETE FROM destinations WHERE id = ?", arguments: [id])
  }

  private static let columns =
    "id, account, url, secret, audience, is_thin, events, is_enabled"

  private static func destination(_ row: Row) -> Destination {
    let events: String = row[6]
    return Destination(
      id: row[0], account: row[1], url: row[2], secret: row[3],
      audience: Destination.Audience(rawValue: row[4]) ?? .own, isThin: row[5],
      events: events.split(separator: ",").map(String.init), isEnabled: row[7])
  }
}
