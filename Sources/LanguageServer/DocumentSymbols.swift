import Diagnostics
import JSON
import Language

/// The outline of a document: its statements and the variables that it defines.
extension Snapshot {
  private static let maxLength = 60

  /// Returns the statements as symbols; those in blocks are below the statement of the block.
  func symbols() -> JSONValue {
    symbols(Parser.parse(document.source).program.statements)
  }

  private func symbols(_ statements: [Statement]) -> JSONValue {
    .array(statements.map(symbol))
  }

  private func symbol(_ statement: Statement) -> JSONValue {
    var name = heading(of: statement)
    var marked = Span(statement.span.start, statement.span.start)
    var inner: [Statement] = []
    let (variable, event, file) = (13, 24, 1)
    var kind = event
    switch statement.kind {
    case .assignment(let assigned, _):
      (name, marked, kind) = ("$" + assigned.text, assigned.span, variable)
    case .loop(_, _, let body):
      inner = body.statements
    case .conditional(let branches, let otherwise):
      inner = branches.flatMap(\.body.statements) + (otherwise?.statements ?? [])
    case .include:
      kind = file
    case .operation, .request, .assertion, .print, .use, .setting, .show, .describe, .explain,
      .testConnection, .help, .exit:
      break
    }
    return [
      "name": .string(name), "kind": .integer(kind),
      "range": JSONValue(statement.span, in: document.text),
      "selectionRange": JSONValue(marked, in: document.text),
      "children": symbols(inner),
    ]
  }

  /// Returns the first line of a statement, shortened.
  private func heading(of statement: Statement) -> String {
    let text = document.text.slice(statement.span.start, statement.span.end)
    let line = text.prefix { !$0.isNewline }
    return line.count > Self.maxLength ? line.prefix(Self.maxLength) + "…" : String(line)
  }
}
