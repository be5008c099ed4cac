/// The reason why rows cannot go to a database.
package struct DatabaseProblem: Error, Sendable, Hashable {
  /// The kinds of problems.
  package enum Kind: Sendable, Hashable {
    /// The library for the database is not installed.
    case library
    /// The server does not answer, or refuses the connection.
    case connection
    /// The server refuses the user or the password.
    case authentication
    /// The user may not do it.
    case permission
    /// The database cannot be written.
    case readOnly
    /// The disk is full.
    case full
    /// The file is not a database.
    case foreignFile
    /// Another program holds a lock.
    case locked
    /// A table of the database does not fit the rows.
    case definition
    /// A value does not fit its column.
    case value
    /// Anything else that the database reports.
    case other
  }

  /// The kind of problem.
  package let kind: Kind
  /// The message: one sentence without a full stop.
  package let message: String

  /// Creates a problem with a message.
  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
