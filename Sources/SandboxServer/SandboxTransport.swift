import StripeSandbox
import StripeWire

/// The sandbox in the same process: requests are encoded as for the network and answered at once,
/// or as a fault plan has it.
package struct SandboxTransport: Transport {
  private let sandbox: Sandbox
  private let faulty: FaultyStripe?
  private let timeout: Double

  /// Nobody else can ask this sandbox, so one key is as good as another.
  private static let authorization = "Bearer sk_test_sandbox"

  /// Creates a transport to a sandbox in the same process.
  package init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
    faulty = nil
    timeout = 0
  }

  /// - Parameter timeout: seconds after which an answer that does not come is given up.
  package init(_ sandbox: Sandbox, faults: FaultPlan, timeout: Double) {
    self.sandbox = sandbox
    faulty = faults == .none ? nil : FaultyStripe(sandbox, plan: faults)
    self.timeout = timeout
  }

  init(_ sandbox: Sandbox, faulty: FaultyStripe, timeout: Double) {
    self.sandbox = sandbox
    self.faulty = faulty
    self.timeout = timeout
  }

  /// Returns the sandbox's response.
  ///
  /// - Throws: The database's error.
  package func send(_ request: APIRequest) async throws -> APIResponse {
    let encoded = request.encoded()
    var headers = ["authorization": Self.authorization]
    for header in encoded.headers { headers[header.name.lowercased()] = header.value }
    let request = SandboxRequest(
      method: encoded.method.rawValue, target: encoded.target, headers: headers,
      body: encoded.body)
    guard let faulty else { return await sandbox.respond(to: request) }
    return try await faulty.send(request, timeout: timeout)
  }
}
