import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct ErrorShapeTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  @Test func whatIsMissingIsNamed() async throws {
    let error = try await client.refusal(.get, "/v1/customers/cus_none")
    #expect(error.status == 404)
    #expect(error.code == "resource_missing")
    #expect(error.param == "id")
    #expect(error.message == "No such customer: 'cus_none'")
    #expect(error.fields["doc_url"] == "https://stripe.com/docs/error-codes/resource-missing")
    let log = error.fields["request_log_url"]?.string ?? ""
    #expect(log.hasSuffix(error.requestID ?? "?"))
  }

  @Test(arguments: ["/v1/foo", "/v1", "/", "/v1/customers/", "/v1//customers", "/v3/customers"])
  func unknownAddressesAreSaidToBe(path: String) async throws {
    let error = try await client.refusal(.get, path)
    #expect(error.status == 404)
    #expect(error.message.hasPrefix("Unrecognized request URL (GET: \(path))."))
  }

  @Test func aParameterThatNamesNobodyIsABadRequest() async throws {
    let error = try await client.refusal(.post, "/v1/invoices", ["customer": "cus_none"])
    #expect(error.status == 400)
    #expect(error.code == "resource_missing")
    #expect(error.param == "customer")
  }

  @Test func everyAnswerHasItsHeaders() async {
    let response = await client.send(
      .get, "/v1/balance", headers: ["stripe-version": "2025-01-01.test"])
    #expect(response.requestID?.hasPrefix("req_") == true)
    #expect(response.headers["stripe-version"] == "2025-01-01.test")
    #expect(response.headers["content-type"] == "application/json")
    #expect(await client.send(.get, "/v1/balance").headers["stripe-version"] == "2026-10-28.endive")
  }

  @Test func childrenOfNobodyAreRefused() async throws {
    let error = try await client.refusal(.get, "/v1/customers/cus_none/tax_ids")
    #expect(error.status == 404)
    #expect(error.message == "No such customer: 'cus_none'")
  }
}
