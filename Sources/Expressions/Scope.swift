import JSON

/// Where a scalar's names get their values from.
package protocol Scope {
  /// The value at a path of the row at hand; nil where there is none.
  func field(_ path: RowPath) -> JSONValue?

  /// What a group has; nil of anything else.
  func part(_ part: GroupPart) -> JSONValue?

  /// The value at a path of the element at hand; nil where there is none.
  func element(_ path: RowPath) -> JSONValue?

  /// The elements of a list of the row, whose fields are looked at; none where there is no list.
  func elements(of list: RowPath) -> [any Scope]
}

extension Scope {
  package func part(_ part: GroupPart) -> JSONValue? { nil }
  package func element(_ path: RowPath) -> JSONValue? { nil }
  package func elements(of list: RowPath) -> [any Scope] { field(list)?.array ?? [] }
}

/// An element of a list, and the row that has the list.
struct ElementScope: Scope {
  let row: any Scope
  let value: any Scope

  func field(_ path: RowPath) -> JSONValue? { row.field(path) }
  func part(_ part: GroupPart) -> JSONValue? { row.part(part) }
  func element(_ path: RowPath) -> JSONValue? { value.field(path) }
  func elements(of list: RowPath) -> [any Scope] { row.elements(of: list) }
}

/// No row: every field is missing.
package struct NoRow: Scope {
  package init() {}
  package func field(_ path: RowPath) -> JSONValue? { nil }
}

/// A row as bytes.
extension RawJSON: Scope {
  package func field(_ path: RowPath) -> JSONValue? { value(at: path)?.value }
}

/// A row as a value.
extension JSONValue: Scope {
  package func field(_ path: RowPath) -> JSONValue? { value(at: path) }
}

/// What a statement finds when it runs: variables, the time, the environment, and the results of
/// the operations inside its expressions.
package struct Bindings: Sendable {
  package var variables: [String: JSONValue]
  /// Unix seconds, the same for a whole statement.
  package var now: Int
  /// By whose clocks dates and periods are meant.
  package var zone: ClockZone
  package var environment: [String: String]
  /// By the number the checked statement gave them.
  package var results: [JSONValue]
  /// Stands in for what is not known before a run, so that `explain` can show a plan.
  package var allowsPlaceholders: Bool

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

/// Why a scalar has no value.
package struct EvaluationError: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}
