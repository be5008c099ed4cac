/// What differs between databases in the SQL of imports.
package struct SQLDialect: Sendable {
  /// The name of the database program.
  package let name: String
  /// The types of columns by the kinds of their values.
  let types: [ColumnKind: String]
  /// Returns true if a column of an existing type takes values of a kind without a loss.
  let takes: @Sendable (_ type: String, ColumnKind) -> Bool
  /// The sign before the number of a parameter.
  let parameterSign: String
  /// The operator that is true for different values, where null equals null.
  let differs: String
  /// The maximum length of names in bytes; nil if there is none.
  let maxNameBytes: Int?
  /// True if names that differ only in case are the same.
  let ignoresCase: Bool

  /// Returns a name in quotes.
  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// Returns the place of a parameter, counted from 1.
  func parameter(_ number: Int) -> String { "\(parameterSign)\(number)" }

  /// Returns the places of several parameters, with commas between them.
  func parameters(_ count: Int) -> String {
    (1...max(1, count)).map(parameter).joined(separator: ", ")
  }

  /// Returns the type of a column for values of a kind.
  package func type(of kind: ColumnKind) -> String { types[kind] ?? "TEXT" }

  /// Returns a name in the form in which names are compared.
  func folded(_ name: String) -> String { ignoresCase ? name.lowercased() : name }
}

extension SQLDialect {
  /// SQLite, whose columns take their types from the names of Postgres and others.
  static let sqlite = SQLDialect(
    name: "SQLite",
    types: [
      .text: "TEXT", .integer: "INTEGER", .number: "NUMERIC", .decimal: "TEXT",
      .boolean: "BOOLEAN", .timestamp: "TEXT", .json: "TEXT",
    ],
    takes: { type, kind in SQLiteAffinity(type).takes(kind) },
    parameterSign: "?", differs: "IS NOT", maxNameBytes: nil, ignoresCase: true)

  /// PostgreSQL.
  static let postgres = SQLDialect(
    name: "PostgreSQL",
    types: [
      .text: "text", .integer: "bigint", .number: "numeric", .decimal: "numeric",
      .boolean: "boolean", .timestamp: "timestamp with time zone", .json: "jsonb",
    ],
    takes: { type, kind in
      switch kind {
      case .text: type == "text" || type == "character varying"
      case .integer: type == "bigint" || type == "numeric"
      case .number, .decimal: type == "numeric"
      case .boolean: type == "boolean"
      case .timestamp: type == "timestamp with time zone"
      case .json: type == "jsonb"
      }
    },
    parameterSign: "$", differs: "IS DISTINCT FROM", maxNameBytes: 63, ignoresCase: false)
}

/// The way in which a column of SQLite converts values, by the name of its type.
/// Source: https://www.sqlite.org/datatype3.html, "Determination Of Column Affinity".
enum SQLiteAffinity: Sendable, Hashable {
  case integer, text, blob, real, numeric

  init(_ type: String) {
    let type = type.uppercased()
    self =
      if type.contains("INT") {
        .integer
      } else if ["CHAR", "CLOB", "TEXT"].contains(where: type.contains) {
        .text
      } else if type.isEmpty || type.contains("BLOB") {
        .blob
      } else if ["REAL", "FLOA", "DOUB"].contains(where: type.contains) {
        .real
      } else {
        .numeric
      }
  }

  /// Returns true if values of a kind are stored without a loss.
  func takes(_ kind: ColumnKind) -> Bool {
    switch kind {
    case .text, .decimal, .timestamp, .json: self == .text || self == .blob
    case .integer, .boolean: self == .integer || self == .numeric || self == .blob
    case .number: self == .numeric || self == .real
    }
  }
}
