/// Turns messages of PostgreSQL into problems.
enum PostgresProblem {
  static let closed = DatabaseProblem(.connection, "the connection to PostgreSQL is closed")

  /// Returns the problem of a connection that was not made.
  static func connecting(_ text: String) -> DatabaseProblem {
    let message = oneLine(text)
    let isRefusal = ["password", "authentication", "role", "pg_hba"].contains {
      message.contains($0)
    }
    return DatabaseProblem(
      isRefusal ? .authentication : .connection, "cannot connect to PostgreSQL: \(message)")
  }

  /// Returns the problem that a statement has caused.
  /// - Parameter state: the SQLSTATE; nil if the connection is lost.
  static func reported(_ text: String, state: String?) -> DatabaseProblem {
    let message = "PostgreSQL: \(oneLine(text))"
    guard let state else { return DatabaseProblem(.connection, message) }
    return DatabaseProblem(kinds[state] ?? classes[String(state.prefix(2))] ?? .other, message)
  }

  /// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
  private static let kinds: [String: DatabaseProblem.Kind] = [
    "42501": .permission, "25006": .readOnly, "53100": .full, "55P03": .locked,
  ]

  private static let classes: [String: DatabaseProblem.Kind] = [
    "08": .connection, "28": .authentication, "22": .value, "57": .connection,
  ]

  /// Returns the text on one line, without its severity and the quoted line of SQL.
  private static func oneLine(_ text: String) -> String {
    let lines = text.split(separator: "\n").map { line in
      String(line.drop { $0 == " " || $0 == "\t" })
    }.filter { !$0.hasPrefix("LINE ") && $0 != "^" }
    let joined = lines.joined(separator: "; ")
    for severity in ["ERROR:  ", "FATAL:  "] where joined.hasPrefix(severity) {
      return String(joined.dropFirst(severity.count))
    }
    return joined
  }
}
