import Console
import JSON
import Presentation

/// The output of one call, kept within bounds.
struct Capture: Sendable {
  private let results: BoundedSink
  private let messages = BoundedSink(maxLines: 200, maxBytes: 1 << 15)
  private let isReadOnly: Bool

  /// The exit code of a run whose output was closed, as by `head`.
  private static let closedOutput: Int32 = 141
  /// The exit code of a run that a guard refused.
  private static let refused: Int32 = 6

  /// - Parameter isReadOnly: true if a run cannot write: it ends with the first row that is left
  ///   out. One that may write goes on, and the rows are counted.
  init(rows: Int, bytes: Int, isReadOnly: Bool) {
    self.isReadOnly = isReadOnly
    results = BoundedSink(
      maxLines: rows, maxBytes: bytes, errorWhenFull: isReadOnly ? ClosedOutput() : nil)
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
    let code = isCut && isReadOnly && exitCode == Self.closedOutput ? 0 : exitCode
    let documents = messages.text.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))
    }
    data["complete"] = .bool(!isCut)
    if isCut { data["left_out"] = .string(advice) }
    data["exit_code"] = .integer(Int(code))
    let errors = documents.filter { $0["severity"] == "error" }
    data["errors"] = .array(errors)
    data["messages"] = .array(documents.filter { $0["severity"] != "error" })
    var sentences = documents.map(Self.sentence) + (isCut ? [advice] : [])
    if isReadOnly, code == Self.refused { sentences.append(Self.wayToWrite) }
    return ToolResult(
      texts: [results.text, sentences.joined(separator: "\n")], data: data, isError: code != 0)
  }

  private static let wayToWrite =
    "The agent server was started without --allow-writes. Pass dry_run to see what would be sent."

  private var advice: String {
    let count = isReadOnly ? "More rows" : "\(results.droppedLines) more lines"
    let end = isReadOnly ? ", and statements after them were not run" : ""
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
