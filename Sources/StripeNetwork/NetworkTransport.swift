import AsyncHTTPClient
import NIOCore
import StripeWire
import Synchronization

/// Sends requests to a Stripe over HTTPS. All network access goes through this type.
///
/// Creating one starts nothing: connections and threads are created with the first request.
/// Connections are kept alive between requests. Redirects are returned as responses and not
/// followed: they could send the key elsewhere.
package struct NetworkTransport: Transport {
  private let settings: NetworkSettings
  private let connections: Connections
  private let errors: ErrorTranslation

  /// Creates a transport without connecting.
  /// - Throws: `ProxyError` if the environment names a proxy that cannot be used.
  package init(_ settings: NetworkSettings) throws(ProxyError) {
    let proxy = try ProxyChoice.proxy(for: settings.base, environment: settings.environment)
    self.settings = settings
    errors = ErrorTranslation(settings: settings, proxy: proxy)
    connections = Connections { try Self.configuration(settings, proxy: proxy) }
  }

  /// Sends one request and returns its response, with any status.
  /// - Throws: `TransportError` if no response came, `CancellationError` if the task was cancelled.
  package func send(_ request: APIRequest) async throws -> APIResponse {
    do {
      return try await withTimeout { try await exchange(outgoing(request)) }
    } catch {
      throw errors.translated(error)
    }
  }

  /// Closes the connections. Requests sent afterwards fail with `TransportError.invalid`.
  package func shutdown() async {
    await connections.close()
  }

  private func exchange(_ outgoing: HTTPClientRequest) async throws -> APIResponse {
    // `withTimeout` limits the time, which covers the body of the response too.
    let response = try await connections.client().execute(outgoing, deadline: .distantFuture)
    var body: [UInt8] = []
    if let length = response.headers.first(name: "content-length").flatMap(Int.init) {
      body.reserveCapacity(min(max(length, 0), 4 << 20))
    }
    for try await part in response.body {
      guard body.count + part.readableBytes <= settings.maximumResponseBytes else {
        throw TransportError.invalid(
          "the response is longer than \(settings.maximumResponseBytes) bytes")
      }
      body.append(contentsOf: part.readableBytesView)
    }
    let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
    return APIResponse(
      status: Int(response.status.code),
      headers: Dictionary(headers) { first, second in "\(first), \(second)" }, body: body)
  }

  private func outgoing(_ request: APIRequest) -> HTTPClientRequest {
    var request = request
    request.apiVersion = request.apiVersion ?? settings.apiVersion
    request.account = request.account ?? settings.account
    request.context = request.context ?? settings.context
    let encoded = request.encoded()
    var outgoing = HTTPClientRequest(
      url: "\(settings.base.serving(request.server))\(encoded.strictTarget)")
    outgoing.method = .init(rawValue: encoded.method.rawValue)
    for header in encoded.headers { outgoing.headers.add(name: header.name, value: header.value) }
    outgoing.headers.add(name: "Authorization", value: settings.key.authorizationHeader)
    outgoing.headers.add(name: "User-Agent", value: settings.userAgent)
    // On this machine compression would cost more than it saves.
    if !settings.base.isLoopback { outgoing.headers.add(name: "Accept-Encoding", value: "gzip") }
    if encoded.method == .post { outgoing.body = .bytes(encoded.body) }
    return outgoing
  }

  /// Runs work with a time limit: the timer cancels the work, and the end of the work cancels the
  /// timer.
  ///
  /// The timer is an event loop's, which forgets a cancelled timer. A sleeping task would be kept
  /// until its time, and a job sends thousands of requests within one timeout.
  private func withTimeout(
    _ work: @escaping @Sendable () async throws -> APIResponse
  ) async throws -> APIResponse {
    let timeout = settings.timeout
    let isOver = Atomic(false)
    let task = Task { try await work() }
    let timer = try connections.client().eventLoopGroup.any().scheduleTask(
      in: TimeAmount(timeout)
    ) {
      isOver.store(true, ordering: .releasing)
      task.cancel()
    }
    defer { timer.cancel() }
    do {
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    } catch {
      // An error of the work itself says more than a timeout that was noticed late.
      guard isOver.load(ordering: .acquiring), !Task.isCancelled, error.isCancellation else {
        throw error
      }
      throw TransportError.timedOut(seconds: timeout / .seconds(1))
    }
  }
}

extension Error {
  /// True if it is caused by the cancellation of a task.
  fileprivate var isCancellation: Bool {
    self is CancellationError || (self as? HTTPClientError) == .cancelled
  }
}

extension NetworkTransport {
  private static func configuration(
    _ settings: NetworkSettings, proxy: ProxyServer?
  ) throws(TransportError) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: settings.base.isSecure
        ? try TrustedCertificates.configuration(environment: settings.environment) : nil,
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(settings.connectTimeout)),
      proxy: proxy.map(clientProxy),
      // The length is checked while the body is read, so that too long a body is an error of ours.
      decompression: .enabled(limit: .none))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.connectionPool.idleTimeout = TimeAmount(settings.idleTimeout)
    // The caller decides on retries.
    configuration.connectionPool.retryConnectionEstablishment = false
    // One request per connection: a lost connection then fails only one request.
    configuration.httpVersion = .http1Only
    return configuration
  }

  private static func clientProxy(_ proxy: ProxyServer) -> HTTPClient.Configuration.Proxy {
    switch proxy.kind {
    case .socks:
      return .socksServer(host: proxy.host, port: proxy.port)
    case .http:
      let authorization = proxy.user.map {
        HTTPClient.Authorization.basic(username: $0, password: proxy.password ?? "")
      }
      return .server(host: proxy.host, port: proxy.port, authorization: authorization)
    }
  }
}
