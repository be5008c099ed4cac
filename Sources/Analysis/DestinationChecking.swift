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

  /// Checks `into "invoices.csv"`, `into "sqlite:books.db" table invoices` and `chart`.
  mutating func addDestination(_ clauses: Clauses, to read: inout CheckedRead) {
    read.isCharted = clauses.chart != nil
    guard let clause = clauses.destination,
      let address = checkedScalar(clause.content.address, on: .nothing)
    else { return }
    var destination = CheckedDestination(address: address)
    destination.table = clause.content.table.flatMap { checkedTableName($0) }
    read.destination = destination
    let span = clause.content.address.span
    guard let known = address.constant ?? knownValue(of: address) else { return }
    guard let text = known.string, !text.isEmpty else {
      report(.invalidValue, "`into` requires the name of a file or a database", at: span)
      return
    }
    if let problem = ResultAddress.problem(with: text) {
      report(.invalidValue, problem, at: span)
    } else if ResultAddress(text).isDatabase {
      checkDatabase(clauses, read, at: span)
    } else if let table = clause.content.table {
      report(.invalidValue, "only databases have tables, and `\(text)` is a file", at: table.span)
    } else if read.isCharted, ResultAddress.format(of: text) != "html" {
      report(.invalidValue, "a chart goes to an .html file, or to the screen", at: span)
    }
  }

  /// Checks the name of a table: a word, or an expression.
  private mutating func checkedTableName(_ name: Expression) -> Scalar? {
    if case .path(let path) = name.kind, path.components.count == 1,
      case .key(let word)? = path.components.first
    {
      return .constant(.string(word))
    }
    guard let scalar = checkedScalar(name, on: .nothing) else { return nil }
    if let known = scalar.constant ?? knownValue(of: scalar), known.string?.isEmpty != false {
      report(.invalidValue, "`table` requires the name of a table", at: name.span)
    }
    return scalar
  }

  /// Checks what files can take and databases cannot.
  private mutating func checkDatabase(_ clauses: Clauses, _ read: CheckedRead, at span: Span) {
    if let chart = clauses.chart {
      report(.invalidValue, "a chart goes to an .html file, or to the screen", at: chart.span)
    }
    guard read.columns == nil, let expand = clauses.expand else { return }
    for path in expand.content {
      guard case .key(let name)? = path.components.first,
        case .expandable? = read.object.field(named: name)?.type
      else { continue }
      report(
        .invalidValue, "a table stores the id of `\(name)`, not the object", at: path.span,
        hint: "select its fields instead: `select id, \(name).…`")
    }
  }
}
