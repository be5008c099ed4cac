import JSON

/// The source of the values that an expression reads.
package protocol Scope {
  /// Returns the value at a path of the current row; nil if there is none.
  func field(_ path: RowPath) -> JSONValue?

  /// Returns a value of the current group; nil if the scope is not a group.
  func part(_ part: GroupPart) -> JSONValue?

  /// Returns the value at a path of the current list element; nil if there is none.
  func element(_ path: RowPath) -> JSONValue?

  /// The elements of a list of the row, whose fields are looked at; none where there is no list.
  func elements(of list: RowPath) -> [any Scope]
}

extension Scope {
  package func part(_ part: GroupPart) -> JSONValue? { nil }
  package func element(_ path: RowPath) -> JSONValue? { nil }
  package func elements(of list: RowPath) -> [any Scope] { field(list)?.array ?? [] }
}

/// An element of a list, with the row that contains the list.
struct ElementScope: Scope {
  let row: any Scope
  let value: any Scope

  func field(_ path: RowPath) -> JSONValue? { row.field(path) }
  func part(_ part: GroupPart) -> JSONValue? { row.part(part) }
  func element(_ path: RowPath) -> JSONValue? { value.field(path) }
  func elements(of list: RowPath) -> [any Scope] { row.elements(of: list) }
}

/// A scope without a row: every field is missing.
package struct NoRow: Scope {
  /// Creates the scope.
  package init() {}
  package func field(_ path: RowPath) -> JSONValue? { nil }
}

/// A row in the form of bytes.
extension RawJSON: Scope {
  package func field(_ path: RowPath) -> JSONValue? { value(at: path)?.value }
}

/// A row in the form of a value.
extension JSONValue: Scope {
  package func field(_ path: RowPath) -> JSONValue? { value(at: path) }
}

/// The inputs of a running statement: variables, the time, the environment, and the results of
/// subqueries in its expressions.
package struct Bindings: Sendable {
  /// The values of the variables, by their names without `$`.
  package var variables: [String: JSONValue]
  /// The time that `now` means, in Unix seconds; it is the same for a whole statement.
  package var now: Int
  /// The time zone of dates and periods.
  package var zone: ClockZone
  /// The environment variables.
  package var environment: [String: String]
  /// The results of subqueries, at the indices that the checked statement assigned.
  package var results: [JSONValue]
  /// True if unknown values are replaced by placeholders, so that `explain` can show a plan.
  package var allowsPlaceholders: Bool

  /// Creates bindings; by default there are no variables, and the time is 1970 in UTC.
  package init(
    variables: [String: JSONValue] = [:], now: Int = 0, zone: ClockZone = .utc,
    environment: [String: String] = [:],
    results: [JSONValue] = [], allowsPlaceholders: Bool = false
  ) {
    self.variables = variables
    self.now = now
    self.zone = zone
    self.environment = environment
    self.results = results
    self.allowsPlaceholders = allowsPlaceholders
  }
}

/// An error that leaves an expression without a value.
package struct EvaluationError: Error, Sendable, Hashable {
  /// The message: one sentence without a period.
  package let message: String

  /// Creates an error with a message.
  package init(_ message: String) {
    self.message = message
  }
}
