/// What came back for one request, whatever its status.
public struct APIResponse: Sendable, Hashable {
  public var status: Int
  /// Header values by lower-case name.
  public var headers: [String: String]
  public var body: [UInt8]

  public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public var isSuccess: Bool { (200..<300).contains(status) }
  public var requestID: String? { headers["request-id"] }
}
