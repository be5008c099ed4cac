import Redaction
import Testing

@testable import Redaction

@Suite struct SensitiveTextTests {
  @Test(arguments: [
    "set key = \"sk_test_4eC39HqLyjWDarjtT1zdp7dc\"",
    "sk_live_abcdefgh",
    "print 'rk_test_123456789'",
    "pk_live_abcdefghij",
    "rkcs_test_abcdef",
    "xsk_live_1",
    "print \"${x}sk_test_1\"",
    "SK_LIVE_ABCDEFGH",
    "create webhook { secret: \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\" }",
    "ek_test_YWNjdF8xMDMy",
    "print \"pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH\"",
    "get payment_intent pi_1 select client_secret",
    "create token { card: { number: \"4242424242424242\" } }",
    "number: 4242 4242 4242 4242",
    "number: 4242-4242-4242-4242, exp_month: 12",
    "number: 12, 378282246310005",
    "create token { card: { number: 4242424242424241 } }",
    "create token { bank_account: { account_number: \"000123456789\" } }",
    "create payment_method { type: card, card: { cvc: 123 } }",
    "12 4242 4242 4242 4242 2030",
  ])
  func finds(_ text: String) {
    #expect(SensitiveText.isContained(in: text))
  }

  @Test(arguments: [
    "",
    "query invoices where created > 1729598886 and total < 1000000",
    "get invoice in_1MtHbELkdIwHu7ixl4OzzPMv",
    "get customer cus_9s6XKzkNRiz8i3",
    "risk_score > 5",
    "task_runner",
    "print \"sk_ and rk_ are prefixes\"",
    "order: 4242424242424241",
    "created between 1729598886000 and 1729598886001",
    "acct_1032D82eZvKYlo2C",
    "desk_setting_of_mine",
    "where a = 1111111111111 and b = 12345678901234567890123",
    "where phone = \"+49 30 1234 5678\"",
    "été 日本 😀",
  ])
  func passes(_ text: String) {
    #expect(!SensitiveText.isContained(in: text))
  }
}
