/// Exit codes of runs that end neither well nor with a failure of one kind.
enum RunCode {
  /// Some statements or rows failed and the rest was done.
  static let partialFailure: Int32 = 3
  /// Ctrl-C ended the run; as shells give it.
  static let interrupted: Int32 = 130
  /// The reader closed its end; as shells give it for a closed pipe.
  static let closedPipe: Int32 = 141
}

/// Ends a run from within.
enum RunEnd: Error {
  /// `exit 3`
  case exit(Int32)
  /// A failure under `on_error = stop`, already reported.
  case stopped(Int32)
}
