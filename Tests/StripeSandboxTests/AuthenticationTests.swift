import SandboxStore
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct AuthenticationTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try SandboxClient().sandbox
  }

  private func ask(_ authorization: String?) async -> APIResponse {
    let headers = authorization.map { ["authorization": $0] } ?? [:]
    return await sandbox.respond(
      to: SandboxRequest(method: "GET", target: "/v1/balance", headers: headers))
  }

  @Test(arguments: [
    "Bearer sk_test_123", "bearer rk_test_AbC", "Bearer rkcs_test_1", "Basic c2tfdGVzdF8xMjM6",
    "Basic c2tfdGVzdF8xMjM=",
  ])
  func testKeysAreWelcome(authorization: String) async {
    #expect(await ask(authorization).status == 200)
  }

  @Test(arguments: [
    nil, "", "Bearer", "Bearer ", "IndexedFields sk_test_1", "Basic !!!", "Bearer sk_test_",
    "Bearer sk_test_a b", "Bearer sk_live_0123456789abcdef", "Bearer pk_test_123",
    "Bearer nonsense",
  ])
  func anythingElseIsNot(authorization: String?) async {
    let response = await ask(authorization)
    #expect(response.status == 401)
    #expect(APIError(response).type == "invalid_request_error")
    #expect(response.headers["www-authenticate"] != nil)
  }

  @Test func aKeyIsNeverRepeatedWhole() async {
    let error = APIError(await ask("Bearer sk_live_0123456789abcdefWXYZ"))
    #expect(
      error.message.hasPrefix("Invalid API Key provided: sk_live_****************WXYZ"))
    #expect(!error.message.contains("0123456789"))
  }

  @Test func aMissingKeyIsExplained() async {
    #expect(APIError(await ask(nil)).message.hasPrefix("You did not provide an API key."))
  }
}
