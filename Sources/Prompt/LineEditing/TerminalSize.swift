import CLibedit

/// The size of a terminal in characters.
package struct TerminalSize: Sendable, Hashable {
  /// The width in columns.
  package var columns: Int
  /// The height in rows.
  package var rows: Int

  /// Creates a size from its columns and rows.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size assumed for a terminal that does not report one.
  package static let standard = TerminalSize(columns: 80, rows: 24)

  /// Creates the size of the terminal with a descriptor (0, 1, 2); nil if it is not a terminal.
  package init?(ofDescriptor descriptor: Int32) {
    let columns = Int(cle_columns(descriptor))
    let rows = Int(cle_rows(descriptor))
    guard columns > 0, rows > 0 else { return nil }
    self.init(columns: columns, rows: rows)
  }

  /// Returns true if the descriptor is a terminal that supports escape sequences, unlike `dumb`.
  package static func isCapable(descriptor: Int32) -> Bool {
    cle_is_capable_terminal(descriptor)
  }
}
