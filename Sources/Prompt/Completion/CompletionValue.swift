/// A value whose members may follow a dot.
enum CompletionValue: Hashable {
  /// `$c`: without its `$`
  case variable(String)
  /// `$row`, where the rows are those that a condition on a target matches
  case row(of: CompletionTarget)
  /// `$row`, where the rows are those of a file
  case rowOfFile(String)
  /// `$row`, where the rows are the elements of a variable
  case element(of: String)
}
