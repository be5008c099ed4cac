import StripeWire

/// The sandbox in the same process: requests are encoded as for the network and answered at once.
public struct SandboxTransport: Transport {
  private let sandbox: Sandbox

  /// Nobody else can ask this sandbox, so one key is as good as another.
  private static let authorization = "Bearer sk_test_sandbox"

  public init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  public func send(_ request: APIRequest) async throws -> APIResponse {
    let encoded = request.encoded()
    var headers = ["authorization": Self.authorization]
    for header in encoded.headers { headers[header.name.lowercased()] = header.value }
    return sandbox.respond(
      to: SandboxRequest(
        method: encoded.method.rawValue, target: encoded.target, headers: headers,
        body: encoded.body))
  }
}
