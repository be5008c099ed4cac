import Diagnostics

/// Formats diagnostics as text for people, or as JSON for programs.
///
///     error: invoice has no field `statuss`
///       --> monthly.stripe:3:22
///        |
///      3 | query invoices where statuss = "draft" limit 5
///        |                      ^^^^^^^ did you mean `status`?
package struct DiagnosticRenderer: Sendable {
  private let palette: Palette
  private let width: Int?

  /// Creates a renderer.
  /// - Parameter width: the width in columns that source lines are cut to; nil for whole lines.
  package init(palette: Palette = .plain, width: Int? = nil) {
    self.palette = palette
    self.width = width
  }

  /// The maximum number of diagnostics shown. A file that is not a script can have one per word.
  static let most = 100

  /// Returns diagnostics up to the limit, separated by empty lines; every line has a line end.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    var texts = diagnostics.prefix(Self.most).map { text($0) }
    let left = diagnostics.count - texts.count
    if left > 0 { texts.append("and \(left) more similar errors\n") }
    return texts.joined(separator: "\n")
  }

  /// Returns one diagnostic as several lines, each with its line end.
  package func text(_ diagnostic: Diagnostic) -> String {
    let role: TextRole = diagnostic.severity == .error ? .error : .warning
    let message = palette.paint(TerminalText.sanitised(diagnostic.message), .message)
    let head = palette.paint(diagnostic.severity.rawValue + ":", role) + " " + message
    let body = snippetLines(diagnostic, role)
    return ([head] + body).map { $0 + "\n" }.joined()
  }

  private func snippetLines(_ diagnostic: Diagnostic, _ role: TextRole) -> [String] {
    let name = TerminalText.sanitised(diagnostic.source.name)
    let margin = (width ?? 0) > 0 ? width : nil
    guard let snippet = SourceSnippet(diagnostic, width: margin) else {
      return [gutter("  --> ") + name] + notes(diagnostic, indent: 1)
    }
    let number = String(snippet.position.line)
    let indent = String(repeating: " ", count: number.count + 1)
    let place = "\(name):\(number):\(snippet.position.column)"
    let carets = String(repeating: "^", count: snippet.caretCount)
    let hint = diagnostic.hint.map { " " + TerminalText.sanitised($0) } ?? ""
    let blanks = String(repeating: " ", count: snippet.caretColumn)
    let quoted = snippet.line.isEmpty ? "" : " " + snippet.line
    return [
      gutter("\(indent)--> ") + place,
      gutter("\(indent) |"),
      gutter(" \(number) |") + quoted,
      gutter("\(indent) |") + " " + blanks + palette.paint(carets + hint, role),
    ] + notes(diagnostic, indent: number.count)
  }

  private func notes(_ diagnostic: Diagnostic, indent: Int) -> [String] {
    let blanks = String(repeating: " ", count: indent + 2)
    return diagnostic.notes.map { note in
      gutter(blanks + "=") + " " + palette.paint("note:", .note) + " "
        + TerminalText.sanitised(note)
    }
  }

  private func gutter(_ text: String) -> String {
    palette.paint(text, .gutter)
  }
}
