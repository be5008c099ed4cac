import HTTP
import JSON
import StripeCatalog

/// A line of a report that describes a write.
struct ReportedWrite: Sendable {
  /// The outcome of a write, as far as the report knows it.
  enum Outcome: Sendable, Hashable {
    case done
    /// Stripe refused the request: there is nothing to undo.
    case refused
    /// There was no response, or a server error: the write may have taken effect.
    case unknown
  }

  /// The operation as text, such as `update customer`.
  var title: String
  var method: HTTPMethod
  var path: String
  /// The id of the account that was written to; nil if the report does not contain it.
  var account: String?
  /// The idempotency key, with which Stripe performs a repeated request once; nil if none was sent.
  var key: String?
  /// The number of the input row in a bulk write.
  var row: Int?
  /// The ids of the objects written.
  var ids: [String]
  var outcome: Outcome
  /// The previous values of the fields that the request set; nil if they were not recorded.
  var previous: JSONObject?
  /// The fields that the request set and that Stripe does not return.
  var notCaptured: [String]

  /// Creates a write from a line of a report, or nil if the line describes a read.
  /// - Throws: `UnreadableReport` if the line names a method that Stripe's API does not have.
  init?(_ line: JSONObject) throws(UnreadableReport) {
    guard let title = line["operation"]?.string, let word = line["method"]?.string,
      let path = line["path"]?.string
    else { return nil }
    guard let method = HTTPMethod(rawValue: word) else {
      throw UnreadableReport(message: "`\(word)` is not a method of Stripe's API")
    }
    guard !method.isRead else { return nil }
    self.title = title
    self.method = method
    self.path = path
    account = line["account"]?.string
    key = line["idempotency_key"]?.string
    row = line["row"]?.integer
    ids = line["ids"]?.array?.compactMap(\.string) ?? []
    previous = line["previous"]?.object
    // Reports of earlier versions call it `untold`.
    notCaptured = (line["not_captured"] ?? line["untold"])?.array?.compactMap(\.string) ?? []
    outcome = Self.outcome(of: line)
  }

  private static func outcome(of line: JSONObject) -> Outcome {
    if line["outcome"]?.string == "ok" { return .done }
    guard let status = line["status"]?.integer, status < 500 else { return .unknown }
    return .refused
  }
}

/// The error for a file that is not a valid report.
package struct UnreadableReport: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  package let message: String
}

/// The writes of a report, in its order.
struct ReportedWrites: Sendable {
  var writes: [ReportedWrite] = []
  /// True if the last line is incomplete, as it is after a crash.
  var isCutOff = false

  /// Reads the writes of a report.
  /// - Parameter text: NDJSON, as `--report` writes it.
  /// - Throws: `UnreadableReport` if a line other than the last is malformed, or if the writes
  ///   belong to more than one account.
  init(_ text: String) throws(UnreadableReport) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard let object = try? RawJSON(parsing: String(line)).value.object,
        object["operation"] != nil
      else {
        // The last line of a run that was killed may be incomplete.
        isCutOff = index == lines.count - 1 && !writes.isEmpty
        if isCutOff { return }
        throw UnreadableReport(message: "line \(index + 1) is not a valid report line")
      }
      if let write = try ReportedWrite(object) { writes.append(write) }
    }
    try check()
  }

  /// The id of the account of the writes; nil if the report does not contain it.
  var account: String? { writes.lazy.compactMap(\.account).first }

  /// Keeps only the last line of each write that a resumed run sent again.
  /// - Throws: `UnreadableReport` if there are several accounts, since one script runs in one
  ///   account.
  private mutating func check() throws(UnreadableReport) {
    let accounts = Set(writes.map(\.account))
    guard accounts.count < 2 else {
      let named = accounts.compactMap(\.self).sorted()
      let names = (named + (accounts.contains(nil) ? ["an unnamed account"] : []))
        .joined(separator: ", ")
      throw UnreadableReport(message: "it contains writes to more than one account: \(names)")
    }
    var told: Set<String> = []
    let last = writes.reversed().filter { write in
      write.key.map { told.insert($0).inserted } ?? true
    }
    writes = last.reversed()
  }
}
