/// One row of a sandbox in a form that can leave its file: accounts and types by their names.
package struct StoreRecord: Sendable, Hashable {
  /// What a row is of.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case object
    case stub
    case counter
    case duty
    case destination
    case delivery
  }

  /// A value of a row.
  package enum Value: Sendable, Hashable {
    case null
    case integer(Int)
    case text(String)
    /// The bytes of a JSON object.
    case json([UInt8])
  }

  /// The table that the row is of.
  package let kind: Kind
  /// The values in the order of the kind's columns.
  package let values: [Value]

  /// Creates a row, not yet stored.
  package init(kind: Kind, values: [Value]) {
    self.kind = kind
    self.values = values
  }
}

extension StoreRecord.Kind {
  /// The names of the values.
  package var columns: [String] {
    switch self {
    case .object: ["account", "type", "id", "parent", "sort_key", "body"]
    case .stub: ["account", "type", "id", "body"]
    case .counter: ["account", "name", "value"]
    case .duty: ["at", "clock", "account", "type", "id", "duty"]
    case .destination:
      ["id", "account", "url", "secret", "audience", "is_thin", "events", "is_enabled"]
    case .delivery:
      [
        "account", "event", "type", "destination", "state", "attempts", "due", "held_back",
        "status", "response",
      ]
    }
  }

  /// The query of all rows: in the order in which they were made, or else of their names.
  var query: String {
    switch self {
    case .object:
      """
      SELECT account, name, objects.id, parent, sort_key, \(StoreSchema.wholeBody) FROM objects
      JOIN bodies USING (seq) JOIN scopes ON scopes.id = scope ORDER BY seq
      """
    case .stub:
      """
      SELECT account, name, stubs.id, body FROM stubs JOIN scopes ON scopes.id = scope
      ORDER BY account, name, stubs.id
      """
    case .counter:
      """
      SELECT account, name, value FROM counters JOIN scopes ON scopes.id = scope
      ORDER BY account, name
      """
    case .duty: "SELECT \(list) FROM duties ORDER BY \(list)"
    case .destination: "SELECT \(list) FROM destinations ORDER BY id"
    case .delivery: "SELECT \(list) FROM deliveries ORDER BY deliveries.id"
    }
  }

  /// The table that takes rows as they are; nil where names stand for numbers in it.
  var table: String? {
    switch self {
    case .object, .stub, .counter: nil
    case .duty: "duties"
    case .destination: "destinations"
    case .delivery: "deliveries"
    }
  }

  var list: String { columns.joined(separator: ", ") }
}
