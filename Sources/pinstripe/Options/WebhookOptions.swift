import ArgumentParser
import SandboxServer
import StripeSandbox

/// Where a served sandbox sends events, and what goes wrong with them.
struct WebhookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Send every event to this address too.", valueName: "url"))
  var forward: String?
  @Option(
    help: ArgumentHelp(
      "Events to forward, such as invoice.paid,charge.failed.", valueName: "names"))
  var events: String?
  @Option(
    name: .customLong("fail-deliveries"),
    help: ArgumentHelp(
      "Simulated failures of webhooks, such as late=10%,doubled=5%,reordered=5%,failed=2%.",
      valueName: "shares"))
  var failures: String?

  func validate() throws {
    _ = try shares()
    _ = try forwarding()
  }

  func shares() throws -> [FaultPlan.DeliveryShare] {
    do {
      return try failures.map(FaultPlan.deliveryFailures) ?? []
    } catch {
      throw ValidationError("--fail-deliveries \(error)")
    }
  }

  func forwarding() throws -> Forwarding {
    guard let forward else {
      guard events == nil else { throw ValidationError("--events requires --forward") }
      return Forwarding(url: nil, events: [])
    }
    guard Sandbox.canForward(to: forward) else {
      throw ValidationError(
        "--forward requires an address such as http://localhost:4242/webhook, not `\(forward)`")
    }
    let names = events?.split(separator: ",").map { String($0.filter { $0 != " " }) } ?? ["*"]
    for name in names where !Sandbox.canForward(event: name) {
      throw ValidationError("--events has no event `\(name)`")
    }
    return Forwarding(url: forward, events: names)
  }

  /// An address that events are forwarded to while the sandbox is served; nil for none.
  struct Forwarding {
    let url: String?
    let events: [String]

    /// Begins to forward, and ends what an earlier process forwarded.
    func begin(_ sandbox: Sandbox) async {
      do {
        try await begun(sandbox)
      } catch {
        StandardStream.error.write("error: events are not forwarded: \(error)\n")
      }
    }

    private func begun(_ sandbox: Sandbox) async throws {
      try await sandbox.stopForwarding()
      guard let url else { return }
      let secret = try await sandbox.forward(to: url, events: events)
      StandardStream.error.write("Forwarding events to \(url), signed with this secret:\n")
      // Only results are shown unmasked.
      StandardStream.output.write("\(secret)\n")
    }
  }
}
