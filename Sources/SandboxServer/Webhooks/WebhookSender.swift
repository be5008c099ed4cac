import AsyncHTTPClient
import NIOCore
import StripeSandbox

/// Carries a delivery to its address.
package protocol WebhookSender: Sendable {
  func send(_ webhook: OutgoingWebhook) async -> WebhookOutcome
}

/// Carries deliveries over HTTP. Redirects are answers, not followed, as Stripe has it.
struct NetworkWebhookSender: WebhookSender {
  private let client: HTTPClient

  /// The time within which a receiver must answer, in seconds.
  private static let timeout: Int64 = 20
  /// The size of the part of an answer that is read, in bytes.
  private static let longestAnswer = 64 * 1024

  init() {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
  }

  func send(_ webhook: OutgoingWebhook) async -> WebhookOutcome {
    var request = HTTPClientRequest(url: webhook.url)
    request.method = .POST
    for (name, value) in webhook.headers.sorted(by: { $0.key < $1.key }) {
      request.headers.add(name: name, value: value)
    }
    request.body = .bytes(webhook.body)
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.timeout))
      let body = try? await response.body.collect(upTo: Self.longestAnswer)
      return .answered(
        status: Int(response.status.code), body: body.map { Array($0.readableBytesView) } ?? [])
    } catch {
      return .failed("\(error)")
    }
  }

  func shutdown() async {
    try? await client.shutdown()
  }
}
