import HTTP
import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Parameters the catalog does not allow are refused in Stripe's words.
@Suite struct ParameterValidationTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let method: HTTPMethod
    let path: String
    let form: String
    let message: String
    let code: String?
    let param: String?

    init(
      _ method: HTTPMethod, _ path: String, _ form: String, _ message: String, _ code: String?,
      _ param: String?
    ) {
      self.method = method
      self.path = path
      self.form = form
      self.message = message
      self.code = code
      self.param = param
    }

    var testDescription: String { "\(method.rawValue) \(path) \(form)" }
  }

  static let refused: [Refused] = [
    Refused(
      .post, "/v1/customers", "emial=a",
      "Received unknown parameter: emial. Did you mean email?", "parameter_unknown", "emial"),
    Refused(
      .post, "/v1/customers", "foo=a&bar=b", "Received unknown parameters: foo, bar",
      "parameter_unknown", "foo"),
    Refused(
      .post, "/v1/customers", "address[citty]=a",
      "Received unknown parameter: address[citty]. Did you mean city?", "parameter_unknown",
      "address[citty]"),
    Refused(
      .post, "/v1/prices", "unit_amount=1", "Missing required param: currency.",
      "parameter_missing", "currency"),
    Refused(
      .post, "/v1/payment_links", "line_items[0][quantity]=1",
      "Missing required param: line_items[0][price].", "parameter_missing",
      "line_items[0][price]"),
    Refused(
      .post, "/v1/customers", "balance=abc", "Invalid integer: abc", "parameter_invalid_integer",
      "balance"),
    Refused(.post, "/v1/products", "name=a&active=maybe", "Invalid boolean: maybe", nil, "active"),
    Refused(.post, "/v1/customers", "address=a", "Invalid object", nil, "address"),
    Refused(.post, "/v1/products", "name=a&images=x", "Invalid array", nil, "images"),
    Refused(
      .get, "/v1/invoices", "status=paied",
      "Invalid status: must be one of draft, open, void, paid, or uncollectible", nil, "status"),
    Refused(
      .get, "/v1/customers", "created[after]=1", "Received unknown parameter: created[after]",
      "parameter_unknown", "created[after]"),
    Refused(
      .get, "/v1/customers", "created[gte]=x", "Invalid integer: x", "parameter_invalid_integer",
      "created[gte]"),
    Refused(
      .get, "/v1/customers", "limit=0", "This value must be greater than or equal to 1.",
      "parameter_invalid_integer", "limit"),
    Refused(
      .get, "/v1/customers", "limit=101", "This value must be less than or equal to 100.",
      "parameter_invalid_integer", "limit"),
  ]

  @Test(arguments: refused)
  func refusedWithStripesWords(_ refused: Refused) async throws {
    let isGet = refused.method == .get
    let response = await client.sandbox.respond(
      to: SandboxRequest(
        method: refused.method.rawValue,
        target: refused.path + (isGet ? "?\(refused.form)" : ""),
        headers: ["authorization": "Bearer sk_test_1"],
        body: isGet ? [] : Array(refused.form.utf8)))
    let error = APIError(response)
    #expect(error.status == 400)
    #expect(error.type == "invalid_request_error")
    #expect(error.message == refused.message)
    #expect(error.code == refused.code)
    #expect(error.param == refused.param)
  }

  @Test func anEmptyValueClearsOnlyWhatCanBeCleared() async throws {
    let id = try await client.post("/v1/products", ["name": "A", "description": "long"]).id
    #expect(
      try await client.post("/v1/products/\(id)", ["description": nil])["description"] == .null)
    let error = try await client.refusal(.post, "/v1/products/\(id)", ["name": nil])
    #expect(error.code == "parameter_invalid_empty")
    #expect(error.param == "name")
    #expect(error.message.hasPrefix("You passed an empty string for 'name'."))
  }

  @Test func apiV2TakesTypedJSON() async throws {
    let made = try await client.post("/v2/core/accounts", ["contact_email": "a@example.com"])
    #expect(made["object"] == "v2.core.account")
    #expect(made.id.hasPrefix("acct_"))
    #expect(made["contact_email"] == "a@example.com")
    #expect(made["created"]?.string?.hasSuffix("Z") == true)
    let error = try await client.refusal(.post, "/v2/core/accounts", ["contact_emial": "a"])
    #expect(error.message.contains("Did you mean contact_email?"))
  }

  @Test func anUnreadableBodyIsRefused() async throws {
    let response = await client.sandbox.respond(
      to: SandboxRequest(
        method: "POST", target: "/v2/core/accounts",
        headers: ["authorization": "Bearer sk_test_1"], body: Array("{".utf8)))
    #expect(response.status == 400)
  }
}
