import Expressions
import JSON

/// Turns values of rows into cells of a column.
struct CellReader {
  let column: TableColumn

  /// Returns the cell for a value.
  /// - Throws: `DatabaseProblem` if the value does not fit the column.
  func cell(_ value: RawJSON?) throws(DatabaseProblem) -> Cell {
    guard let value, !value.isNull else { return .null }
    let cell: Cell? =
      switch column.kind {
      case .text: Self.text(value).map(Cell.text)
      case .integer: Self.integer(value).map(Cell.integer)
      case .number, .decimal: Self.number(value).map { .text($0.text) }
      case .boolean: value.bool.map(Cell.boolean)
      case .timestamp: Self.time(value)
      case .json: .text(value.compact)
      }
    if let cell { return cell }
    throw DatabaseProblem(
      .value, "`\(column.name)` is \(column.kind.noun), but a value is \(Self.shown(value))")
  }

  /// Returns a text, the id of an object in place of its id, or any other value as JSON.
  private static func text(_ value: RawJSON) -> String? {
    if let text = value.string { return text.utf8.contains(0) ? nil : text }
    if let id = value["id"]?.string { return id }
    return value.compact
  }

  private static func integer(_ value: RawJSON) -> Int? {
    value.integer ?? number(value)?.integer
  }

  private static func number(_ value: RawJSON) -> JSONNumber? {
    if let text = value.numberText { return JSONNumber(validated: text) }
    return value.string.flatMap { JSONNumber(parsing: $0) }
  }

  private static func time(_ value: RawJSON) -> Cell? {
    if let seconds = value.integer {
      return Timestamp.range.contains(seconds) ? .time(seconds) : nil
    }
    guard let text = value.string, Timestamp.seconds(of: text) != nil else { return nil }
    return .text(text)
  }

  private static func shown(_ value: RawJSON) -> String {
    let text = value.compact
    return text.count > 40 ? text.prefix(40) + "…" : text
  }
}

extension ColumnKind {
  /// The kind as a noun with an article.
  fileprivate var noun: String {
    switch self {
    case .text: "a text"
    case .integer: "a whole number"
    case .number, .decimal: "a number"
    case .boolean: "true or false"
    case .timestamp: "a time"
    case .json: "JSON"
    }
  }
}
