/// What came back for one request, whatever its status.
package struct APIResponse: Sendable, Hashable {
  package var status: Int
  /// Header values by lower-case name.
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package var isSuccess: Bool { (200..<300).contains(status) }
  package var requestID: String? { headers["request-id"] }
}
