import Execution
import HTTP
import JSON

/// What a report says already that a resumed run adds to: a write whose answer came just before the
/// run was killed is sent once more, with its old key, and stays one line.
struct ReportHistory: Sendable {
  private var done: Set<String> = []

  init() {}

  /// - Parameter report: NDJSON, as `--report` writes it; a last line may be cut off.
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

  /// Whether it has a line of the same write, done.
  func holds(_ record: OperationRecord) -> Bool {
    guard !done.isEmpty else { return false }
    let name = Self.name(record.method, record.path, key: record.idempotencyKey)
    return name.map(done.contains) ?? false
  }

  /// What a write has in common with itself sent again; nil for reads. Deletions of v1 have no key:
  /// what was deleted once is not deleted again.
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
