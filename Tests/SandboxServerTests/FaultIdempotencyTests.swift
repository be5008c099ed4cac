import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// Writes that fail, sent again under their keys until an answer comes: each is carried out once.
@Suite struct FaultIdempotencyTests {
  @Test(arguments: ["500", "502", "503", "504", "409", "429", "reset", "truncated", "timeout"])
  func aWriteSentAgainIsCarriedOutOnce(_ fault: String) async throws {
    let failures = try FaultPlan.failures("\(fault)=60%")
    let world = try FaultyWorld { $0.failures = failures }
    var replays = 0
    var failed = 0
    for index in 0..<40 {
      let (answer, attempts) = try await persist(world, "name=c\(index)", key: "k\(index)")
      failed += attempts - 1
      if answer.headers["idempotent-replayed"] == "true" { replays += 1 }
      #expect(try JSONValue(parsing: answer.body)["name"]?.string == "c\(index)")
    }
    let names = try await world.client.rows("/v1/customers", ["limit": 100]).compactMap {
      $0["name"]?.string
    }
    #expect(Set(names).count == 40)
    #expect(names.count == 40)
    #expect(failed > 20)
    // Stripe's own limits and locks come before a write; all else may come after it.
    #expect((replays > 0) == !["409", "429"].contains(fault))
    #expect(replays < 40)
  }

  @Test func withoutAKeyAFailedWriteMayHappenTwice() async throws {
    let failures = try FaultPlan.failures("500=50%")
    let world = try FaultyWorld { $0.failures = failures }
    for index in 0..<40 { _ = try await persist(world, "name=c\(index)", key: nil) }
    #expect(try await world.client.rows("/v1/customers", ["limit": 100]).count > 40)
  }

  /// Sends a write until a whole answer of success comes, and counts the sendings.
  private func persist(
    _ world: FaultyWorld, _ form: String, key: String?
  ) async throws -> (APIResponse, Int) {
    for attempt in 1...100 {
      let answer = try await world.answer("POST", "/v1/customers", body: form, key: key)
      if let answer, answer.isSuccess, (try? JSONValue(parsing: answer.body)) != nil {
        return (answer, attempt)
      }
    }
    throw NoAnswer()
  }

  private struct NoAnswer: Error {}
}
