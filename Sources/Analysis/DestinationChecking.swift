import Diagnostics
import Expressions
import Language

extension Checker {
  /// Checks an operation whose rows become a value; they cannot go to a file or a chart as well.
  mutating func checkedInnerOperation(_ statement: OperationStatement) -> CheckedOperation? {
    let clauses = statement.clauses
    let isForeign = [ClauseKind.into, .chart].filter { clauses.span(of: $0) != nil }
    for kind in isForeign {
      guard let span = clauses.span(of: kind) else { continue }
      report(
        .invalidValue, "`\(kind.words)` shows rows, and here they are a value", at: span,
        hint: "write it on a statement of its own")
    }
    return isForeign.isEmpty ? checkedOperation(statement) : nil
  }

  /// Checks `into "invoices.csv"` and `chart`.
  mutating func addDestination(_ clauses: Clauses, to read: inout CheckedRead) {
    read.isCharted = clauses.chart != nil
    guard let clause = clauses.destination,
      let address = checkedScalar(clause.content, on: .nothing)
    else { return }
    read.destination = address
    let span = clause.content.span
    guard let known = address.constant ?? knownValue(of: address) else { return }
    guard let path = known.string, !path.isEmpty else {
      report(.invalidValue, "`into` requires the name of a file", at: span)
      return
    }
    if let problem = ResultAddress.problem(with: path) {
      report(.invalidValue, problem, at: span)
    } else if read.isCharted, ResultAddress.format(of: path) != "html" {
      report(.invalidValue, "a chart goes to an .html file, or to the screen", at: span)
    }
  }
}
