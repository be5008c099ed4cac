import HTTP
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
  var method: HTTPMethod
  var path: String
  /// The account it was made in, as Stripe names it; nil where the report does not say.
  var account: String?
  /// Sent with the request, which Stripe does once however often it is sent; nil where none was.
  var key: String?
  /// The number of the input row in a bulk write.
  var row: Int?
  /// Ids of what was written.
  var ids: [String]
  var outcome: Outcome
  /// What the fields held that the request set; nil where that was not kept.
  var previous: JSONObject?
  /// Fields that the request set and that the object does not tell.
  var notCaptured: [String]

  /// Nil where the line tells of a read.
  /// - Throws: `UnreadableReport` where the line names a method that Stripe's API does not have.
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
        throw UnreadableReport(message: "line \(index + 1) is not a valid report line")
      }
      if let write = try ReportedWrite(object) { writes.append(write) }
    }
    try check()
  }

  /// The account of the writes; nil where the report does not name it.
  var account: String? { writes.lazy.compactMap(\.account).first }

  /// Of writes that a resumed run sent once more the last line tells; a report of several accounts
  /// has no one account in which it could be undone.
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
