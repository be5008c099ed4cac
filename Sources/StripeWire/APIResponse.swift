/// The response to one request, with any status.
package struct APIResponse: Sendable, Hashable {
  /// The HTTP status.
  package var status: Int
  /// Header values by lower-case name.
  package var headers: [String: String]
  /// The bytes of the body, decompressed.
  package var body: [UInt8]

  /// Creates a response; the names of headers must be lower case.
  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// True for the statuses 200 to 299.
  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The id of the request, which is shown and logged; nil if it contains anything but the letters,
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
