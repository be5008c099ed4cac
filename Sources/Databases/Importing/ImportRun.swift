/// One run of a statement that writes rows to a table.
package struct ImportRun: Sendable {
  /// A text that is equal for runs of the same statement, with the same values.
  package var fingerprint: String
  /// The account that the rows come from.
  package var account: String
  /// The time at which the run began, in Unix seconds.
  package var began: Int
  /// A text that no other run has.
  package var token: String
  /// True if the rows come newest first and have `created`, so that an interrupted run can be
  /// resumed.
  package var isResumable: Bool
  /// True if rows without an id are added to those of an earlier statement of the run.
  package var isContinued = false

  /// Creates a run from its parts.
  package init(
    fingerprint: String, account: String, began: Int, token: String, isResumable: Bool
  ) {
    self.fingerprint = fingerprint
    self.account = account
    self.began = began
    self.token = token
    self.isResumable = isResumable
  }
}

/// The beginning of an import.
package enum ImportStart: Sendable, Hashable {
  /// No rows are waiting.
  case fresh
  /// The rows of an interrupted run are waiting.
  /// - Parameters:
  ///   - rows: the number of waiting rows.
  ///   - position: the time of the oldest one, from which on rows are missing, in Unix seconds.
  case resumed(rows: Int, position: Int)
  /// The rows of an interrupted run were dropped.
  case restarted(droppedRows: Int, Cause)

  /// The reason why an interrupted run cannot be resumed.
  package enum Cause: Sendable, Hashable {
    /// It was a run of another statement, or for another account.
    case otherStatement
    /// Its rows did not come newest first.
    case order
  }
}

/// The time up to which a table is complete.
package struct ImportCursor: Sendable, Hashable {
  /// The fingerprint of the statement that filled the table.
  package var fingerprint: String
  /// The account that the rows came from.
  package var account: String
  /// The time at which the last complete run began, in Unix seconds.
  package var began: Int
}

/// What an import did to a table.
package struct ImportSummary: Sendable, Hashable {
  /// The number of rows that the table did not have before.
  package var inserted = 0
  /// The number of rows that replaced rows with the same id and other values.
  package var updated = 0
  /// The number of rows that the table had already.
  package var unchanged = 0
  /// The number of rows that were deleted.
  package var deleted = 0

  /// The number of rows that were read.
  package var rows: Int { inserted + updated + unchanged }
}
