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

  /// The id of the request, which is shown and logged; nil where it holds more than the letters,
  /// digits and `_-.` that Stripe sends.
  package var requestID: String? {
    headers["request-id"].flatMap { id in
      let isPlain = id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
      return isPlain && !id.isEmpty && id.utf8.count <= 255 ? id : nil
    }
  }
}
