import Console
import JSON
import Presentation

/// The output of one call, kept within bounds.
struct Capture: Sendable {
  private let results: BoundedSink
  private let messages = BoundedSink(maxLines: 200, maxBytes: 1 << 15)
  private let stopsWhenFull: Bool

  /// The exit code of a run whose output was closed, as by `head`.
  private static let closedOutput: Int32 = 141

  /// - Parameter stopsWhenFull: true if a run ends with the first row that is left out; otherwise
  ///   it goes on, because it may write, and the rows are counted.
  init(rows: Int, bytes: Int, stopsWhenFull: Bool) {
    self.stopsWhenFull = stopsWhenFull
    results = BoundedSink(
      maxLines: rows, maxBytes: bytes, errorWhenFull: stopsWhenFull ? ClosedOutput() : nil)
  }

  func streams(width: Int) -> OutputStreams {
    OutputStreams(
      results: OutputStream(sink: results, isTerminal: false),
      messages: OutputStream(sink: messages, isTerminal: false), width: { width })
  }

  func add(_ text: String) { try? results.write(Array((text + "\n").utf8)) }

  /// Returns the rows of a run, with its messages.
  func result(exitCode: Int32) -> ToolResult {
    let lines = results.text.split(separator: "\n")
    let rows = lines.map { (try? JSONValue(parsing: String($0))) ?? .string(String($0)) }
    var data: JSONObject = ["rows": .array(rows), "row_count": .integer(rows.count)]
    return finished(&data, exitCode)
  }

  /// Returns the output as text, with the messages.
  func textResult(exitCode: Int32) -> ToolResult {
    var data: JSONObject = ["text": .string(results.text)]
    return finished(&data, exitCode)
  }

  private func finished(_ data: inout JSONObject, _ exitCode: Int32) -> ToolResult {
    let isCut = results.droppedLines > 0
    let code = isCut && stopsWhenFull && exitCode == Self.closedOutput ? 0 : exitCode
    let documents = messages.text.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))
    }
    data["complete"] = .bool(!isCut)
    if isCut { data["left_out"] = .string(advice) }
    data["exit_code"] = .integer(Int(code))
    let errors = documents.filter { $0["severity"] == "error" }
    data["errors"] = .array(errors)
    data["messages"] = .array(documents.filter { $0["severity"] != "error" })
    let sentences = documents.map(Self.sentence) + (isCut ? [advice] : [])
    return ToolResult(
      texts: [results.text, sentences.joined(separator: "\n")], data: data, isError: code != 0)
  }

  private var advice: String {
    let count = stopsWhenFull ? "More rows" : "\(results.droppedLines) more lines"
    let end = stopsWhenFull ? ", and statements after them were not run" : ""
    return "\(count) were left out\(end): narrow the statement with `where`, `select` or `limit`, "
      + "or use an aggregate such as count() or sum()."
  }

  /// Returns a message as one line of text.
  private static func sentence(_ document: JSONValue) -> String {
    let place =
      document["line"]?.integer.map { " (line \($0), column \(document["column"]?.integer ?? 1))" }
      ?? ""
    let hint = document["hint"]?.string.map { "; \($0)" } ?? ""
    let severity = document["severity"]?.string ?? "note"
    return "\(severity): \(document["message"]?.string ?? "")\(place)\(hint)"
  }
}
