import Diagnostics
import HTTP
import StripeCatalog

extension Operation {
  /// Why it cannot be run: it takes or answers with a file's bytes, which no statement can hold.
  /// Nil of any other.
  package var fileProblem: String? {
    guard isAboutFile else { return nil }
    let act = answersFile ? "downloading" : "uploading"
    return "\(name) \(object.name): \(act) files is not supported"
  }

  /// The operation that a request is, where it takes or answers with a file's bytes.
  /// - Parameter path: with or without a query.
  package static func aboutFile(_ method: HTTPMethod, _ path: String) -> Operation? {
    OperationPaths.embedded.match(method, path).map(\.operation).flatMap {
      $0.isAboutFile ? $0 : nil
    }
  }
}

extension Checker {
  /// Refuses what takes or answers with a file's bytes.
  mutating func refuseFile(_ operation: Operation, at span: Span) -> Bool {
    guard let problem = operation.fileProblem else { return false }
    report(
      .notAvailable, problem, at: span,
      notes: ["use Stripe's Dashboard, or `curl` with `https://files.stripe.com\(operation.path)`"])
    return true
  }
}
