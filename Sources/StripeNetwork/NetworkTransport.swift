import AsyncHTTPClient
import NIOCore
import StripeWire
import Synchronization

/// Carries requests to a Stripe over HTTPS. The one door to the network.
///
/// Making one starts nothing: connections and threads come with the first request. Connections
/// are kept alive between requests. Redirects are answers, not followed: they could lead the key
/// elsewhere.
package struct NetworkTransport: Transport {
  private let settings: NetworkSettings
  private let connections: Connections
  private let errors: ErrorTranslation

  /// - Throws: `ProxyError` where the environment names a proxy that cannot be used.
  package init(_ settings: NetworkSettings) throws(ProxyError) {
    let proxy = try ProxyChoice.proxy(for: settings.base, environment: settings.environment)
    self.settings = settings
    errors = ErrorTranslation(settings: settings, proxy: proxy)
    connections = Connections { try Self.configuration(settings, proxy: proxy) }
  }

  /// Sends one request and takes its answer, whatever the status.
  /// - Throws: `TransportError` where no answer came, `CancellationError` when the task ended.
  package func send(_ request: APIRequest) async throws -> APIResponse {
    do {
      return try await withTimeout { try await exchange(outgoing(request)) }
    } catch {
      throw errors.translated(error)
    }
  }

  /// Closes the connections. A request sent after it fails with `TransportError.invalid`.
  package func shutdown() async {
    await connections.close()
  }

  private func exchange(_ outgoing: HTTPClientRequest) async throws -> APIResponse {
    // The time is limited by `withTimeout`, which covers the answer's body too.
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
    // On this machine compressing would cost more than it saves.
    if !settings.base.isLoopback { outgoing.headers.add(name: "Accept-Encoding", value: "gzip") }
    if encoded.method == .post { outgoing.body = .bytes(encoded.body) }
    return outgoing
  }

  /// Runs work against the clock; whichever ends first ends the other.
  ///
  /// The clock is an event loop's, which forgets a timer that is not needed any more: a task that
  /// sleeps is remembered until its time, and a job sends thousands of requests within one timeout.
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
      // What failed by itself says more than that it was noticed late.
      guard isOver.load(ordering: .acquiring), !Task.isCancelled, error.isCancellation else {
        throw error
      }
      throw TransportError.timedOut(seconds: timeout / .seconds(1))
    }
  }
}

extension Error {
  /// Whether it comes of the end of a task.
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
      // What comes out is counted as it is read, so that too much of it is an error of ours.
      decompression: .enabled(limit: .none))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    // Whether to try again is for whoever sends to decide.
    configuration.connectionPool.retryConnectionEstablishment = false
    // A connection each keeps one lost connection from failing many requests.
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
