import NIOHTTP1
import StripeSandbox

/// A request as it came over a connection.
struct ReceivedRequest: Sendable {
  /// What came of a request's body.
  enum Body: Sendable, Hashable {
    case whole([UInt8])
    /// It is longer than bodies may be.
    case tooLong
    /// It did not come in time.
    case late
  }

  let head: HTTPRequestHead
  let body: Body
  /// True if nothing of it is still on its way.
  let isComplete: Bool

  /// "GET", "POST".
  var method: String { head.method.rawValue }

  /// True if the connection may take another request after this one.
  var keepsConnection: Bool { isComplete && head.isKeepAlive }

  /// The values of all fields of a name.
  func values(of name: String) -> [String] { head.headers[name] }

  /// The request as the sandbox takes it; without its body if it is not whole.
  var forSandbox: SandboxRequest {
    var headers: [String: String] = [:]
    for (name, value) in head.headers { headers[name.lowercased()] = value }
    headers["host"] = head.headers.first(name: "host")
    guard case .whole(let bytes) = body else {
      return SandboxRequest(method: method, target: target, headers: headers)
    }
    return SandboxRequest(method: method, target: target, headers: headers, body: bytes)
  }

  /// Path and query. Clients that take the server for a proxy send a whole address.
  private var target: String {
    guard
      let scheme = ["http://", "https://"].first(where: { head.uri.lowercased().hasPrefix($0) })
    else { return head.uri }
    let rest = head.uri.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" }
    return rest.first == "/" ? String(rest) : "/\(rest)"
  }
}

/// The body of a request while it is coming.
struct IncomingBody {
  /// The size of the longest body that is accepted, in bytes; Stripe's own are far smaller.
  static let largest = 16 * 1024 * 1024

  let head: HTTPRequestHead
  private var bytes: [UInt8] = []
  private var count = 0

  init(of head: HTTPRequestHead) { self.head = head }

  /// The size that the head announces; 0 if it does not.
  private var announced: Int { head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0 }

  /// True if the client waits to hear that it may send the body.
  var isAwaited: Bool {
    head.version == .http1_1
      && head.headers.first(name: "expect")?.lowercased() == "100-continue"
  }

  /// True if the head announces more than is accepted.
  var isTooLong: Bool { announced > Self.largest }

  /// Adds a part. A client that is still sending when its connection closes never reads the answer:
  /// a body that is too long is read to its end, and thrown away.
  mutating func add(_ part: some Collection<UInt8>) {
    count += part.count
    if count <= Self.largest { bytes.append(contentsOf: part) }
  }

  /// The request, whose body has come to its end.
  var whole: ReceivedRequest {
    ReceivedRequest(
      head: head, body: count > Self.largest ? .tooLong : .whole(bytes), isComplete: true)
  }

  /// The request, whose body is no longer waited for.
  var unfinished: ReceivedRequest {
    ReceivedRequest(head: head, body: isTooLong ? .tooLong : .late, isComplete: false)
  }
}
