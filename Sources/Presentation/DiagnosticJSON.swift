import Diagnostics
import JSON

extension DiagnosticRenderer {
  /// A diagnostic for programs: what `text` shows, with the place in lines and columns (from 1,
  /// columns in characters) and in UTF-8 offsets (from 0).
  package static func json(_ diagnostic: Diagnostic) -> JSONValue {
    let start = diagnostic.source.position(of: diagnostic.span.start)
    let end = diagnostic.source.position(of: diagnostic.span.end)
    return .object([
      "severity": .string(diagnostic.severity.rawValue),
      "code": .string(diagnostic.code.rawValue),
      "message": .string(diagnostic.message),
      "file": .string(diagnostic.source.name),
      "line": .integer(start.line),
      "column": .integer(start.column),
      "end_line": .integer(end.line),
      "end_column": .integer(end.column),
      "offset": .integer(diagnostic.span.start),
      "end_offset": .integer(diagnostic.span.end),
      "hint": diagnostic.hint.map { .string($0) } ?? .null,
      "notes": .array(diagnostic.notes.map { .string($0) }),
    ])
  }
}
