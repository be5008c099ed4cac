import SandboxTesting
import StripeCatalog
import Testing

@testable import StripeSandbox

/// Events that are brought about by what causes them.
@Suite struct TriggerTests {
  @Test(arguments: Sandbox.triggers)
  func `each recipe leaves its event`(_ name: String) async throws {
    let client = try SandboxClient()
    let id = try await client.sandbox.trigger(name)
    let isThin = EventNames(.embedded).isThin(name)
    let event = try await client.get((isThin ? "/v2/core/events/" : "/v1/events/") + id)
    #expect(event["type"] == .string(name))
  }

  @Test func `a recipe can be used again`() async throws {
    let client = try SandboxClient()
    for name in ["invoice.paid", "billing.meter.updated", "subscription_schedule.aborted"] {
      let first = try await client.sandbox.trigger(name)
      #expect(try await client.sandbox.trigger(name) != first)
    }
  }

  @Test func `recipes are of events that Stripe has`() {
    let names = Set(Sandbox.eventNames)
    #expect(Sandbox.triggers.filter { !names.contains($0) } == [])
    #expect(Sandbox.triggers.count > 150)
  }

  @Test func `there is no event without its cause`() async throws {
    let client = try SandboxClient()
    await #expect(throws: TriggerError.unknown("radar.early_fraud_warning.created")) {
      try await client.sandbox.trigger("radar.early_fraud_warning.created")
    }
    #expect(try await client.eventNames() == [])
  }

  /// Everything that the sandbox is seen to tell of can be brought about.
  @Test func `what recipes cause besides can be triggered too`() async throws {
    let client = try SandboxClient()
    for name in Sandbox.triggers { _ = try await client.sandbox.trigger(name) }
    let seen = try await client.sandbox.events(limit: .max).compactMap { $0.text("type") }
    let missing = Set(seen).subtracting(Sandbox.triggers)
    #expect(missing == ["file.created"])
  }
}
