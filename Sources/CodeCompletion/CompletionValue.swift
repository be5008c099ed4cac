/// A value whose members can follow a dot.
enum CompletionValue: Hashable {
  /// A variable such as `$c`, without its `$`.
  case variable(String)
  /// `$row`, for the rows that a condition on a target matches.
  case row(of: CompletionTarget)
  /// `$row`, for the rows of a file.
  case rowOfFile(String)
  /// `$row`, for the elements of a variable.
  case element(of: String)
}
