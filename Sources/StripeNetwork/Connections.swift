import AsyncHTTPClient
import Synchronization

/// The HTTP client, created when it is first needed: its event loops are threads, which a program
/// that sends nothing does not need.
final class Connections: Sendable {
  private enum State {
    case unused
    case open(HTTPClient)
    case closed
  }

  private let configuration: @Sendable () throws -> HTTPClient.Configuration
  private let state = Mutex(State.unused)

  /// - Parameter configuration: called for the first request, because it reads the certificates.
  init(_ configuration: @escaping @Sendable () throws -> HTTPClient.Configuration) {
    self.configuration = configuration
  }

  /// Returns the client, creating it for the first request.
  /// - Throws: what the configuration throws; `HTTPClientError` after `close()`.
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
    // Closing only waits for connections; errors they end with no longer matter.
    try? await takeClient()?.shutdown()
  }

  /// Shuts the client down, which AsyncHTTPClient requires before it is released.
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
