import Diagnostics
import HTTP
import StripeCatalog

extension Operation {
  /// The reason why the operation is not supported, if it sends or returns the bytes of a file; nil
  /// for other operations.
  package var fileProblem: String? {
    guard isAboutFile else { return nil }
    let act = answersFile ? "downloading" : "uploading"
    return "\(name) \(object.name): \(act) files is not supported"
  }

  /// Returns the operation of a request that sends or returns the bytes of a file; nil for others.
  /// - Parameter path: The path, with or without a query.
  package static func aboutFile(_ method: HTTPMethod, _ path: String) -> Operation? {
    OperationPaths.embedded.match(method, path).map(\.operation).flatMap {
      $0.isAboutFile ? $0 : nil
    }
  }
}

extension Checker {
  /// Returns true and reports an operation that sends or returns the bytes of a file.
  mutating func refuseFile(_ operation: Operation, at span: Span) -> Bool {
    guard let problem = operation.fileProblem else { return false }
    report(
      .notAvailable, problem, at: span,
      notes: ["use Stripe's Dashboard, or `curl` with `https://files.stripe.com\(operation.path)`"])
    return true
  }
}
