import Diagnostics
import JSON

extension DiagnosticRenderer {
  /// Returns a diagnostic as JSON, for programs. Lines and columns count from 1, columns in
  /// characters; offsets count from 0, in UTF-8 bytes.
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
