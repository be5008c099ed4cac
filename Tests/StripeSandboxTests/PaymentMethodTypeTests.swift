import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Payment methods of each type, as Stripe answers them.
@Suite struct PaymentMethodTypeTests {
  private static let common = [
    "id", "object", "allow_redisplay", "billing_details", "created", "customer",
    "customer_account", "livemode", "metadata", "type", "shared_payment_granted_token",
  ]

  private static let cases: [(JSONObject, JSONValue)] = [
    (["type": "klarna"], [:]), (["type": "grabpay"], [:]), (["type": "wechat_pay"], [:]),
    (["type": "bancontact", "billing_details": ["name": "Ann"]], [:]),
    (["type": "eps", "eps": ["bank": "bank_austria"]], ["bank": "bank_austria"]),
    (
      ["type": "fpx", "fpx": ["bank": "affin_bank"]],
      ["account_holder_type": "individual", "bank": "affin_bank"]
    ),
    (["type": "ideal", "ideal": ["bank": "abn_amro"]], ["bank": "abn_amro", "bic": "ABNANL2A"]),
    (["type": "p24", "p24": ["bank": "ing"]], ["bank": "ing"]),
  ]

  @Test(arguments: cases)
  func aMethodHasItsOwnDetailsOnly(_ parameters: JSONObject, _ details: JSONValue) async throws {
    let client = try SandboxClient()
    let type = parameters["type"]?.string ?? ""
    let method = try await client.post("/v1/payment_methods", parameters)
    #expect(Set(method.keys) == Set(Self.common + [type]))
    #expect(method[type] == details)
    #expect(method["billing_details"]?["address"]?.object?.keys.count == 6)
  }

  @Test func aBankAccountIsReadFromItsNumber() async throws {
    let client = try SandboxClient()
    let method = try await client.post(
      "/v1/payment_methods",
      [
        "type": "sepa_debit", "sepa_debit": ["iban": "DK5000400440116243"],
        "billing_details": ["email": "ann@example.com", "name": "Ann"],
      ])
    let account = try #require(method["sepa_debit"]?.object)
    #expect(account["bank_code"] == "0040")
    #expect(account["branch_code"] == "")
    #expect(account["country"] == "DK")
    #expect(account["last4"] == "6243")
    #expect(account["generated_from"] == ["charge": nil, "setup_attempt": nil])
    let debit = try await client.post(
      "/v1/payment_methods",
      [
        "type": "acss_debit",
        "acss_debit": [
          "account_number": "000123456789", "institution_number": "000",
          "transit_number": "11000",
        ],
        "billing_details": ["email": "ann@example.com", "name": "Ann"],
      ])
    #expect(debit["acss_debit"]?["bank_name"] == "STRIPE TEST BANK")
    #expect(debit["acss_debit"]?["last4"] == "6789")
  }

  @Test func detailsAreRequiredWhereNothingCanBeDoneWithout() async throws {
    let client = try SandboxClient()
    let error = try await client.refusal(
      .post, "/v1/payment_methods", ["type": "sepa_debit"])
    #expect(error.code == "parameter_missing")
    #expect(error.param == "sepa_debit")
  }

  @Test func anUnknownMethodMayBeOfAnotherAccount() async throws {
    let client = try SandboxClient()
    let customer = try await client.post("/v1/customers").id
    let error = try await client.refusal(
      .post, "/v1/payment_methods/abcd/attach", ["customer": .string(customer)])
    #expect(error.status == 404)
    #expect(error.param == "payment_method")
    #expect(error.message.hasPrefix("No such PaymentMethod: 'abcd'; It's possible this"))
  }

  @Test func aMethodOfNobodyIsNotACustomers() async throws {
    let client = try SandboxClient()
    let customer = try await client.post("/v1/customers").id
    let method = try await client.post("/v1/payment_methods", ["type": "klarna"]).id
    let error = try await client.refusal(
      .get, "/v1/customers/\(customer)/payment_methods/\(method)")
    #expect(error.status == 404)
    #expect(error.message == "Invalid request")
    #expect(error.param == "customer")
    let nobody = try await client.refusal(.get, "/v1/payment_methods", ["customer": "cus_nope"])
    #expect(nobody.status == 400)
    #expect(nobody.message == "No such customer: 'cus_nope'")
  }
}
