import Synchronization

/// The addresses of the pages that customers see: those of the server that shows them, or Stripe's
/// own, which nobody answers.
final class PageAddresses: Sendable {
  private let base = Mutex<String?>(nil)

  /// Names the server: "http://127.0.0.1:12111".
  func serve(at address: String?) { base.withLock { $0 = address } }

  /// The address of a page below the server, or another where there is no server.
  func address(_ path: String, otherwise stripes: String) -> String {
    base.withLock { $0.map { "\($0)\(path)" } } ?? stripes
  }
}
