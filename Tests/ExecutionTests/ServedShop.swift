import Execution
import JSON
import Logging
import SandboxServer
import SandboxStore
import StripeNetwork
import StripeSandbox
import StripeWire
import Synchronization

/// A sandbox served on this machine, which can be stopped and started again at the same port.
actor ServedShop {
  private let sandbox: Sandbox
  private let faults: FaultPlan
  private var serving: Task<Void, any Error>?
  private var port = 0

  init(faults: FaultPlan = .none) throws {
    let dice = SplitMix(seed: 3)
    sandbox = try Sandbox(
      storage: .memory, clock: { 1_780_272_000 }, randomness: { dice.next() })
    self.faults = faults
  }

  /// Ready when it returns.
  func start() async {
    let server = SandboxHTTPServer(sandbox, faults: faults, clock: { 1_780_272_000 })
    let (ports, announcing) = AsyncStream.makeStream(of: Int.self)
    serving = Task { [port] in
      defer { announcing.finish() }
      try await server.run(port: port) { announcing.yield($0) }
    }
    for await port in ports {
      self.port = port
      return
    }
  }

  func stop() async {
    serving?.cancel()
    _ = await serving?.result
    serving = nil
  }

  /// A transport that waits as long as a busy machine may take.
  func transport() throws -> NetworkTransport {
    try NetworkTransport(
      NetworkSettings(
        base: try APIBase("http://127.0.0.1:\(port)"), key: APIKey("sk_test_1"),
        userAgent: "pinstripe-tests", timeout: .seconds(3600)))
  }

  /// The marks of all customers there are, by number.
  func marks() async throws -> [Int] {
    try await SandboxTransport(sandbox).rows("customers")
      .compactMap { $0["metadata"]?["row"]?.string.flatMap { Int($0) } }.sorted()
  }
}

/// Stops a served sandbox before one of the requests passes.
final class StoppingTransport: Transport {
  private let transport: any Transport
  private let shop: ServedShop
  private let number: Int
  private let sent = Atomic<Int>(0)

  init(_ transport: any Transport, stopping shop: ServedShop, before number: Int) {
    self.transport = transport
    self.shop = shop
    self.number = number
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    if sent.add(1, ordering: .relaxed).newValue == number { await shop.stop() }
    return try await transport.send(request)
  }
}
