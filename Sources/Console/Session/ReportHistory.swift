import Execution
import HTTP
import JSON

/// The successful writes in the report of a run that is resumed. If a run is killed just after a
/// response, the resumed run sends that write again with the same idempotency key; it must not
/// appear in the report twice.
struct ReportHistory: Sendable {
  private var done: Set<String> = []

  init() {}

  /// Reads the writes of a report.
  /// - Parameter report: NDJSON, as `--report` writes it; the last line may be incomplete.
  init(_ report: String) {
    for line in report.split(separator: "\n") {
      guard let fields = RawJSON.object(in: line), fields["outcome"]?.string == "ok",
        let method = fields["method"]?.string.flatMap(HTTPMethod.init),
        let path = fields["path"]?.string
      else { continue }
      let key = fields["idempotency_key"]?.string
      Self.name(method, path, key: key).map { _ = done.insert($0) }
    }
  }

  /// Returns true if the report already contains the write as successful.
  func holds(_ record: OperationRecord) -> Bool {
    guard !done.isEmpty else { return false }
    let name = Self.name(record.method, record.path, key: record.idempotencyKey)
    return name.map(done.contains) ?? false
  }

  /// Returns a name that a write and its repetition share; nil for reads. Deletions in API v1 have
  /// no key, so their path is used: an object is deleted only once.
  private static func name(_ method: HTTPMethod, _ path: String, key: String?) -> String? {
    switch method {
    case .get: nil
    case .post: key
    case .delete: key ?? path
    }
  }
}

extension RawJSON {
  fileprivate static func object(in line: Substring) -> RawJSON? {
    do { return try RawJSON(parsing: String(line)) } catch { return nil }
  }
}
