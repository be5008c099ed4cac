import NIOCore
import NIOHTTP1
import StripeWire

/// An answer as it goes over a connection.
struct ServedResponse {
  private let head: HTTPResponseHead
  private let body: [UInt8]
  /// True if the length of a body is told that does not come.
  private let isBodiless: Bool

  /// - Parameters:
  ///   - request: nil answers what is no request.
  ///   - time: when it is sent, in Unix seconds.
  ///   - closes: true if the connection ends with this answer.
  init(_ answer: APIResponse, to request: HTTPRequestHead? = nil, at time: Int, closes: Bool) {
    var headers = HTTPHeaders()
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
      headers.add(name: name, value: Self.printable(value))
    }
    let status = HTTPResponseStatus(statusCode: answer.status)
    if status.mayHaveResponseBody {
      headers.replaceOrAdd(name: "Content-Length", value: "\(answer.body.count)")
    }
    headers.replaceOrAdd(name: "Date", value: HTTPDate.text(time))
    headers.replaceOrAdd(name: "Server", value: "sandbox")
    if closes {
      headers.replaceOrAdd(name: "Connection", value: "close")
    } else if request?.version == .http1_0 {
      headers.replaceOrAdd(name: "Connection", value: "keep-alive")
    }
    head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    body = answer.body
    isBodiless = request?.method == .HEAD || !status.mayHaveResponseBody
  }

  /// Without characters that would end the field.
  private static func printable(_ value: String) -> String {
    guard value.utf8.contains(where: isControl) else { return value }
    return String(decoding: value.utf8.map { isControl($0) ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  /// Writes the whole answer.
  func write(to context: ChannelHandlerContext) {
    writeStart(body.count, to: context)
    context.writeAndFlush(ServedConnection.wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// Writes the answer as far as so many bytes of its body, and closes the connection.
  func write(firstBytes count: Int, to context: ChannelHandlerContext) {
    writeStart(count, to: context)
    context.flush()
    context.close(promise: nil)
  }

  private func writeStart(_ count: Int, to context: ChannelHandlerContext) {
    context.write(ServedConnection.wrapOutboundOut(.head(head)), promise: nil)
    guard !isBodiless, count > 0 else { return }
    let bytes = context.channel.allocator.buffer(bytes: body.prefix(count))
    context.write(ServedConnection.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
  }
}
