import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import StripeWire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Translates the client's errors into ours. The texts name hosts and reasons, never a header's
/// value, because one of the headers is the key.
struct ErrorTranslation {
  let settings: NetworkSettings
  /// The host that connections are made to: the base, or the proxy in front of it.
  let peer: String

  init(settings: NetworkSettings, proxy: ProxyServer?) {
    self.settings = settings
    peer = proxy.map { "the proxy \($0)" } ?? "\(settings.base)"
  }

  func translated(_ error: any Error) -> any Error {
    switch error {
    case is CancellationError, is TransportError: error
    case let error as HTTPClientError: translated(error)
    case let error as NIOConnectionError: translated(error)
    case let error as IOError: translated(error)
    case let error as ChannelError: translated(error)
    case let error as HTTPParserError: translated(error)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: translatedTLS(error)
    default: TransportError.reset("the connection to \(settings.base) failed: \(type(of: error))")
    }
  }

  private var seconds: Double { settings.connectTimeout / .seconds(1) }

  private func translated(_ error: HTTPClientError) -> any Error {
    if let known = Self.outcomes.first(where: { $0.error == error }) {
      return known.outcome(self)
    }
    if error == .cancelled, Task.isCancelled { return CancellationError() }
    // Its long description can repeat a header's value, its short one cannot.
    return TransportError.invalid("the request cannot be sent: \(error.shortDescription)")
  }

  private typealias Outcome = @Sendable (Self) -> TransportError

  /// The meanings of the client's errors. Errors from before a connection was established are
  /// separate: nothing was sent, so any request may be repeated after them.
  private static let outcomes: [(error: HTTPClientError, outcome: Outcome)] = [
    (.connectTimeout, { $0.noConnection() }),
    (.getConnectionFromPoolTimeout, { $0.noConnection() }),
    (.tlsHandshakeTimeout, { $0.noConnection() }),
    (.httpProxyHandshakeTimeout, { $0.noConnection() }),
    (.socksHandshakeTimeout, { $0.noConnection() }),
    (.proxyAuthenticationRequired, { .unreachable("\($0.peer) requires a user and password") }),
    (.invalidProxyResponse, { .unreachable("\($0.peer) does not connect to \($0.settings.base)") }),
    (.remoteConnectionClosed, { $0.cut() }),
    (.uncleanShutdown, { $0.cut() }),
    (.readTimeout, { .timedOut(seconds: $0.settings.timeout / .seconds(1)) }),
    (.deadlineExceeded, { .timedOut(seconds: $0.settings.timeout / .seconds(1)) }),
  ]

  private func noConnection() -> TransportError {
    .unreachable("no connection to \(peer) within \(seconds) s")
  }

  private func cut() -> TransportError {
    .reset("\(settings.base) closed the connection before the response was complete")
  }

  private func translated(_ error: NIOConnectionError) -> TransportError {
    let codes = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }
    if codes.contains(ECONNREFUSED) { return .refused("no server at \(peer)") }
    if error.connectionErrors.isEmpty { return .unreachable("cannot find the host \(error.host)") }
    if let code = codes.first { return .unreachable("\(peer): \(Self.words(of: code))") }
    return noConnection()
  }

  private func translated(_ error: IOError) -> TransportError {
    switch error.errnoCode {
    case ECONNREFUSED: .refused("no server at \(peer)")
    case ECONNRESET, EPIPE: .reset("\(settings.base) reset the connection")
    default: .reset("the connection to \(settings.base): \(Self.words(of: error.errnoCode))")
    }
  }

  private func translated(_ error: ChannelError) -> TransportError {
    switch error {
    case .connectTimeout: noConnection()
    default: cut()
    }
  }

  private func translated(_ error: HTTPParserError) -> TransportError {
    switch error {
    case .invalidEOFState, .closedConnection: cut()
    default: .invalid("\(settings.base) sent an invalid HTTP response: \(error)")
    }
  }

  /// The library's own texts name places in its sources, which do not help users.
  private func translatedTLS(_ error: any Error) -> TransportError {
    switch error {
    case NIOSSLError.handshakeFailed(let cause)
    where "\(cause)".contains("CERTIFICATE_VERIFY_FAILED"):
      .unreachable("the certificate of \(settings.base) is not trusted")
    case NIOSSLError.handshakeFailed, NIOSSLError.noCertificateToValidate:
      .unreachable("the TLS handshake with \(settings.base) failed")
    case NIOSSLError.unableToValidateCertificate, is NIOSSLExtraError:
      .unreachable("the certificate of \(settings.base) is for a different host")
    default:
      .reset("the TLS connection to \(settings.base) failed")
    }
  }

  private static func words(of code: CInt) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
