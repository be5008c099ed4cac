import JSON
import Testing

@testable import Redaction

@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("number: 4242424242424242,", "number: ************4242,"),
    ("4242 4242-4242 4242", "**** ****-**** 4242"),
    ("\"3782 822463 10005\"", "\"**** ****** *0005\""),
    ("cvc: \"12\", account_number : '0012 34'", "cvc: \"**\", account_number : '*******'"),
    ("{\"cvc\":123,\"iban\": \"DE8937\"}", "{\"cvc\":***,\"iban\": \"******\"}"),
    ("number: \"5555 5555-5555 4443\"", "number: \"*******************\""),
    ("cvc: \"12", "cvc: \"**"),
    ("x sk_test_4eC39HqLyjWDarjtT1zdp7dc", "x sk_test_************************"),
  ])
  func `what people wrote loses keys and card numbers`(text: String, masked: String) {
    #expect(SecretMask.maskedText(text) == masked)
  }

  @Test(arguments: [
    "4242424242424241", "cus_4242424242424242", "4242424242424242x", "1729598886",
    "number: \"A-0001\", number: 12345", "cvc: $cvc, cvc", "param card[cvc], cvc: is wrong",
    "cvc:", "cvc: \"", "ms=4242 status=4242 4242", "12345678901234567890123", "2026-11-26 14:10:10",
    "",
  ])
  func `other numbers stay`(text: String) {
    #expect(SecretMask.maskedText(text) == text)
  }

  @Test func `parameters lose what a payment or a person can be misused by`() throws {
    let parameters = try JSONValue(
      parsing: """
        {"type":"card","card":{"number":"4242424242424241","cvc":123,"exp_year":2030},
        "us_bank_account":{"account_number":"000123456789","routing_number":"110000000"},
        "sepa_debit":{"iban":"DE89370400440532013000"},"client_secret":"pi_1_secret_x",
        "individual":{"id_number":"000000000"},"number":"A-0001","n":4242424242424242,
        "list":["4242424242424242"],"metadata":{"order":"1234","gone":null}}
        """)
    let expected = try JSONValue(
      parsing: """
        {"type":"card","card":{"number":"****","cvc":"****","exp_year":2030},
        "us_bank_account":{"account_number":"****","routing_number":"110000000"},
        "sepa_debit":{"iban":"****"},"client_secret":"****",
        "individual":{"id_number":"****"},"number":"A-0001","n":"************4242",
        "list":["************4242"],"metadata":{"order":"1234","gone":null}}
        """)
    let masked = SecretMask.masked(parameters: try #require(parameters.object))
    #expect(JSONValue.object(masked) == expected)
  }
}
