/// One request that was answered, for those who watch.
package struct RequestReport: Sendable, Hashable {
  /// "GET", "POST" or "DELETE".
  package let method: String
  /// The path without its query.
  package let path: String
  /// The status of the answer.
  package let status: Int
  /// How long the answer took, in milliseconds.
  package let milliseconds: Int

  init(_ request: ReceivedRequest, _ delivery: Delivery, took time: Duration) {
    method = request.method
    path = String(request.forSandbox.path)
    status = delivery.status
    milliseconds = Int(time / .milliseconds(1))
  }
}

extension RequestReport: CustomStringConvertible {
  /// "POST /v1/customers 200 3 ms"
  package var description: String { "\(method) \(path) \(status) \(milliseconds) ms" }
}
