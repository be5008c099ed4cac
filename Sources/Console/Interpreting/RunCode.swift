/// Exit codes of runs that ended neither successfully nor with a single failure.
enum RunCode {
  /// Some statements or rows failed; the others were run.
  static let partialFailure: Int32 = 3
  /// Ctrl-C ended the run: 128 + SIGINT, as shells report it.
  static let interrupted: Int32 = 130
  /// The reader closed the pipe: 128 + SIGPIPE, as shells report it.
  static let closedPipe: Int32 = 141
}

/// Ends a run from inside a statement.
enum RunEnd: Error {
  /// The run ends with the code of an `exit` statement.
  case exit(Int32)
  /// A failure ended the run under `on_error = stop`; it has been reported.
  case stopped(Int32)
}
