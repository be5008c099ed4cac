import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One request as the server read it from a socket.
struct ReceivedRequest: Sendable {
  /// Counts the connections from 0.
  let connection: Int
  let requestLine: String
  /// Values by lower-case name.
  let headers: [String: String]
  let body: String
}

/// What the server does once it has read a request.
enum Reply: Sendable {
  case answer(String)
  case answerBytes([UInt8])
  /// Sends that much and closes.
  case answerAndClose(String)
  /// Sends that much and resets the connection.
  case answerAndReset(String)
  case silence

  /// A whole answer with the length of its body.
  static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> Reply {
    .answer("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}

/// A server on the loopback that answers with the bytes a test chose, so that it can also answer
/// wrongly.
final class StubServer: Sendable {
  private let channel: any Channel
  private let log: Log

  var port: Int { channel.localAddress?.port ?? 0 }
  var requests: [ReceivedRequest] { log.requests.withLock { $0 } }

  private final class Log: Sendable {
    let requests = Mutex<[ReceivedRequest]>([])
    let connections = Mutex(0)
  }

  private init(channel: any Channel, log: Log) {
    self.channel = channel
    self.log = log
  }

  /// Runs a server that answers everything alike.
  static func run<Result>(
    _ reply: Reply, _ work: (StubServer) async throws -> Result
  ) async throws -> Result {
    let always: @Sendable (ReceivedRequest) -> Reply = { _ in reply }
    return try await run(replying: always, work)
  }

  /// Runs a server for as long as the work takes.
  /// - Parameter tls: makes what speaks TLS on a connection; nil for plain HTTP.
  static func run<Result>(
    replying reply: @escaping @Sendable (ReceivedRequest) -> Reply,
    tls: (@Sendable () throws -> NIOSSLServerHandler)? = nil,
    _ work: (StubServer) async throws -> Result
  ) async throws -> Result {
    let log = Log()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        let number = log.connections.withLock { count in
          defer { count += 1 }
          return count
        }
        return channel.eventLoop.makeCompletedFuture {
          let handler = Handler(connection: number) { request in
            log.requests.withLock { $0.append(request) }
            return reply(request)
          }
          if let tls { try channel.pipeline.syncOperations.addHandler(tls()) }
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = StubServer(channel: channel, log: log)
    do {
      let result = try await work(server)
      try await channel.close()
      return result
    } catch {
      try? await channel.close()
      throw error
    }
  }
}

/// A port of the loopback that is taken and that nobody listens at, for as long as the work takes.
func withDeafPort<Result>(_ work: (Int) async throws -> Result) async throws -> Result {
  let descriptor = socket(AF_INET, streamSocket, 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutableBytes(of: &address) { bytes in
    let generic = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
    _ = bind(descriptor, generic, length)
    _ = getsockname(descriptor, generic, &length)
  }
  return try await work(Int(UInt16(bigEndian: address.sin_port)))
}

#if canImport(Glibc)
  private let streamSocket = CInt(SOCK_STREAM.rawValue)
#else
  private let streamSocket = SOCK_STREAM
#endif

private final class Handler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let connection: Int
  private let reply: (ReceivedRequest) -> Reply
  private var text = ""

  init(connection: Int, reply: @escaping (ReceivedRequest) -> Reply) {
    self.connection = connection
    self.reply = reply
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    guard let request = takeRequest() else { return }
    switch reply(request) {
    case .answer(let text): write(Array(text.utf8), context)
    case .answerBytes(let bytes): write(bytes, context)
    case .answerAndClose(let text):
      write(Array(text.utf8), context)
      context.close(promise: nil)
    case .answerAndReset(let text):
      write(Array(text.utf8), context)
      let hard = linger(l_onoff: 1, l_linger: 0)
      _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(hard)
      context.close(promise: nil)
    case .silence: break
    }
  }

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  /// The next request, where all of it has come. Bodies in these tests are ASCII.
  private func takeRequest() -> ReceivedRequest? {
    let end: [UInt8] = Array("\r\n\r\n".utf8)
    let bytes = Array(text.utf8)
    guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
    else { return nil }
    let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
    let lines = head.split(separator: "\r\n").map(String.init)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let name = line.prefix { $0 != ":" }
      headers[name.lowercased()] = String(line.dropFirst(name.count + 2))
    }
    let body = bytes[(headEnd + 4)...]
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    guard body.count >= length else { return nil }
    text = String(decoding: body.dropFirst(length), as: UTF8.self)
    return ReceivedRequest(
      connection: connection, requestLine: lines.first ?? "", headers: headers,
      body: String(decoding: body.prefix(length), as: UTF8.self))
  }
}
