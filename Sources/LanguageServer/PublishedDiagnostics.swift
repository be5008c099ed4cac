import Diagnostics
import JSON

extension Snapshot {
  /// Returns diagnostics as the protocol has them.
  func published(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(diagnostics.map { isOwn($0) ? own($0) : included($0) })
  }

  /// True unless the diagnostic is about a file that the document includes.
  func isOwn(_ diagnostic: Diagnostic) -> Bool { diagnostic.source.name == document.name }

  func own(_ diagnostic: Diagnostic) -> JSONValue {
    let related = ([diagnostic.hint].compactMap(\.self) + diagnostic.notes).map { note in
      Self.related(note, uri: document.uri, JSONValue(diagnostic.span, in: document.text))
    }
    return Self.document(
      diagnostic, diagnostic.message, JSONValue(diagnostic.span, in: document.text), related)
  }

  /// Returns a problem of an included file, shown at the first line of the document.
  private func included(_ diagnostic: Diagnostic) -> JSONValue {
    let (name, text) = (diagnostic.source.name, DocumentText(diagnostic.source.text))
    let start = text.position(of: diagnostic.span.start)
    let uri = name.hasPrefix("/") ? DocumentAddress.uri(of: name) : name
    return Self.document(
      diagnostic, "\(name):\(start.line + 1): \(diagnostic.message)",
      JSONValue(Span.none, in: document.text),
      [Self.related(diagnostic.message, uri: uri, JSONValue(diagnostic.span, in: text))])
  }

  private static func document(
    _ diagnostic: Diagnostic, _ message: String, _ range: JSONValue, _ related: [JSONValue]
  ) -> JSONValue {
    let hint = diagnostic.hint.map { "; \($0)" } ?? ""
    return [
      "range": range, "severity": diagnostic.severity == .error ? 1 : 2,
      "code": .string(diagnostic.code.rawValue), "source": "pinstripe",
      "message": .string(message + hint),
      "relatedInformation": .array(related),
    ]
  }

  private static func related(_ message: String, uri: String, _ range: JSONValue) -> JSONValue {
    ["location": ["uri": .string(uri), "range": range], "message": .string(message)]
  }
}
