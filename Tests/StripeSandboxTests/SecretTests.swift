import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite("Secrets of apps")
struct SecretTests {
  @Test func `are found by name and scope alone`() async throws {
    let client = try SandboxClient()
    let made = try await client.post(
      "/v1/apps/secrets", ["name": "key", "payload": "p", "scope": ["type": "account"]])
    let found = try await client.get(
      "/v1/apps/secrets/find", ["name": "key", "scope": ["type": "account"]])
    #expect(found.id == made.id)
    let other = try await client.refusal(
      .get, "/v1/apps/secrets/find", ["name": "other", "scope": ["type": "account"]])
    #expect(other.status == 404)
    let foreign = try await client.refusal(
      .get, "/v1/apps/secrets/find",
      ["name": "key", "scope": ["type": "user", "user": "usr_1"]])
    #expect(foreign.status == 404)
  }
}
