import CLibedit

/// How much room a terminal has.
package struct TerminalSize: Sendable, Hashable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// What every terminal is taken for that does not say.
  package static let standard = TerminalSize(columns: 80, rows: 24)

  /// The size of the terminal behind a descriptor (0, 1, 2), `nil` where that is no terminal.
  package init?(ofDescriptor descriptor: Int32) {
    let columns = Int(cle_columns(descriptor))
    let rows = Int(cle_rows(descriptor))
    guard columns > 0, rows > 0 else { return nil }
    self.init(columns: columns, rows: rows)
  }

  /// Whether escape sequences mean something there: a terminal, and not a `dumb` one.
  package static func isCapable(descriptor: Int32) -> Bool {
    cle_is_capable_terminal(descriptor)
  }
}
