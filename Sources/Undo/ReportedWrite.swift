import JSON
import StripeCatalog

/// One line of a report that tells of a write.
struct ReportedWrite: Sendable {
  /// How it came out, as far as the report knows.
  enum Outcome: Sendable, Hashable {
    case done
    /// Stripe refused it: there is nothing to undo.
    case refused
    /// No answer came, or the server broke down over it: it may have been done.
    case unknown
  }

  /// `update customer`
  var title: String
  var method: String
  var path: String
  /// The number of the input row in a bulk write.
  var row: Int?
  /// Ids of what was written.
  var ids: [String]
  var outcome: Outcome
  /// What the fields held that the request set; nil where that was not kept.
  var previous: JSONObject?
  /// Fields that the request set and that the object does not tell.
  var untold: [String]

  /// Nil where the line tells of a read.
  init?(_ line: JSONObject) {
    guard let title = line["operation"]?.string, let method = line["method"]?.string,
      let path = line["path"]?.string, method != "GET"
    else { return nil }
    self.title = title
    self.method = method
    self.path = path
    row = line["row"]?.integer
    ids = line["ids"]?.array?.compactMap(\.string) ?? []
    previous = line["previous"]?.object
    untold = line["untold"]?.array?.compactMap(\.string) ?? []
    outcome = Self.outcome(of: line)
  }

  private static func outcome(of line: JSONObject) -> Outcome {
    if line["outcome"]?.string == "ok" { return .done }
    guard let status = line["status"]?.integer, status < 500 else { return .unknown }
    return .refused
  }
}

/// Why a file is no report.
package struct UnreadableReport: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  package let message: String
}

/// The writes of a report, in its order.
struct ReportedWrites: Sendable {
  var writes: [ReportedWrite] = []
  /// Whether the last line is cut off, as it is after a crash.
  var isCutOff = false

  /// - Parameter text: NDJSON, as `--report` writes it.
  init(_ text: String) throws(UnreadableReport) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard let object = try? RawJSON(parsing: String(line)).value.object,
        object["operation"] != nil
      else {
        // A run that was killed leaves half a line behind.
        isCutOff = index == lines.count - 1 && !writes.isEmpty
        if isCutOff { return }
        throw UnreadableReport(message: "line \(index + 1) is no line of a report")
      }
      if let write = ReportedWrite(object) { writes.append(write) }
    }
  }
}
