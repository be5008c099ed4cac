import Diagnostics
import Execution
import JSON
import Presentation
import Redaction

/// Writes errors, warnings and other sentences, as text for people or as JSON for programs.
struct MessageWriter: Sendable {
  let stream: OutputStream
  let format: ErrorFormat
  let palette: Palette
  /// The width in columns that lines of scripts are cut to; nil for whole lines.
  let width: Int?

  /// The importance of a sentence.
  enum Severity: String {
    case error, warning, note
  }

  /// Writes a sentence; errors and warnings are introduced by the word.
  /// - Parameter clearsLine: true if a line of progress on the terminal has to give way.
  func write(_ sentence: String, _ severity: Severity, clearsLine: Bool = false) {
    switch format {
    case .text:
      let start = clearsLine && stream.isTerminal ? ProgressDisplay.clearedLine : ""
      let head = severity == .note ? "" : severity.rawValue + ": "
      write(text: start + TerminalText.lines(head + sentence) + "\n")
    case .json:
      write(document: ["severity": .string(severity.rawValue), "message": .string(sentence)])
    }
  }

  /// Writes diagnostics, with the lines of the script that they are about.
  func write(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    switch format {
    case .text: write(text: DiagnosticRenderer(palette: palette, width: width).text(diagnostics))
    case .json: for diagnostic in diagnostics { write(document: JSONObject.of(diagnostic)) }
    }
  }

  /// Writes a failure as an error in the statement in which it occurred.
  func write(_ failure: Failure) {
    let diagnostic = failure.place.map { place in
      Diagnostic(
        .failed, failure.messageWithRow, at: place.span.firstLine(in: place.source),
        in: place.source, notes: failure.details)
    }
    switch (format, diagnostic) {
    case (.json, _):
      var document: JSONObject =
        diagnostic.map(JSONObject.of)
        ?? ["severity": "error", "code": "failed", "message": .string(failure.messageWithRow)]
      document["error"] = .object(failure.errorObject)
      document["exit_code"] = .integer(Int(failure.exitCode))
      write(document: document)
    case (.text, let diagnostic?):
      write([diagnostic])
    case (.text, nil):
      let lines = ["error: \(failure.messageWithRow)"] + failure.details.map { "  = \($0)" }
      write(text: TerminalText.lines(lines.joined(separator: "\n")) + "\n")
    }
  }

  private func write(document: JSONObject) {
    var line: [UInt8] = []
    // Stripe's message about an invalid key may quote it.
    SecretMask.masked(answer: .object(document)).appendCompact(to: &line)
    write(text: String(decoding: line, as: UTF8.self) + "\n")
  }

  /// Writes text with secrets masked; a message that cannot be written does not end the run.
  private func write(text: String) {
    try? stream.sink.write(Array(SecretMask.maskedText(text).utf8))
    try? stream.sink.flush()
  }
}

extension JSONObject {
  /// Returns a diagnostic for programs.
  fileprivate static func of(_ diagnostic: Diagnostic) -> JSONObject {
    DiagnosticRenderer.json(diagnostic).object ?? [:]
  }
}

extension TerminalText {
  /// Returns several lines, each made safe for a terminal.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { sanitised(String($0)) }.joined(separator: "\n")
  }
}
