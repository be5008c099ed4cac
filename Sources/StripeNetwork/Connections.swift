import AsyncHTTPClient
import Synchronization

/// The client, made when it is first needed: its event loops are threads, which a program that
/// sends nothing should not start.
final class Connections: Sendable {
  private enum State {
    case unused
    case open(HTTPClient)
    case closed
  }

  private let configuration: @Sendable () throws -> HTTPClient.Configuration
  private let state = Mutex(State.unused)

  /// - Parameter configuration: reads the certificates, so it is called with the first request.
  init(_ configuration: @escaping @Sendable () throws -> HTTPClient.Configuration) {
    self.configuration = configuration
  }

  /// - Throws: what the configuration throws, `HTTPClientError` after the end.
  func client() throws -> HTTPClient {
    try state.withLock { state in
      switch state {
      case .unused:
        let client = HTTPClient(
          eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: try configuration())
        state = .open(client)
        return client
      case .open(let client):
        return client
      case .closed:
        throw HTTPClientError.alreadyShutdown
      }
    }
  }

  func close() async {
    // Closing waits for connections only; that they ended badly no longer matters to anybody.
    try? await takeClient()?.shutdown()
  }

  /// A client may not be dropped while it is open.
  deinit {
    guard let client = takeClient() else { return }
    Task { try? await client.shutdown() }
  }

  private func takeClient() -> HTTPClient? {
    state.withLock { state in
      guard case .open(let client) = state else {
        state = .closed
        return nil
      }
      state = .closed
      return client
    }
  }
}
