import Testing

@testable import StripeSandbox

@Suite("Stripe's test cards")
struct TestCardLifecycleTests {
  @Test("are found by number, payment method and token")
  func found() {
    #expect(TestCard.number("4242 4242 4242 4242")?.brand == "visa")
    #expect(TestCard.paymentMethod("pm_card_mastercard")?.last4 == "4444")
    #expect(TestCard.token("tok_amex")?.number == "378282246310005")
    #expect(TestCard.token("tok_visa_createDispute")?.last4 == "0259")
    #expect(TestCard.paymentMethod("pm_card_visa_chargeDeclined")?.last4 == "0002")
    #expect(TestCard.paymentMethod("pm_card_discover")?.last4 == "9424")
    #expect(TestCard.token("pm_card_visa") == nil)
    #expect(TestCard.paymentMethod("pm_card_nonesuch") == nil)
    #expect(TestCard.number("4111111111111111") == nil)
  }

  @Test(
    "refuse as they are meant to",
    arguments: [
      ("4000000000000002", "card_declined", "generic_decline"),
      ("4000000000009995", "card_declined", "insufficient_funds"),
      ("4000000000009987", "card_declined", "lost_card"),
      ("4000000000009979", "card_declined", "stolen_card"),
      ("4000000000000069", "expired_card", "expired_card"),
      ("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
      ("4000000000000119", "processing_error", "processing_error"),
      ("4100000000000019", "card_declined", "fraudulent"),
      ("4000000000000341", "card_declined", "generic_decline"),
    ])
  func decline(number: String, code: String, reason: String) throws {
    let card = try #require(TestCard.number(number))
    let decline = try #require(card.behavior.decline)
    #expect(decline.code == code)
    #expect(decline.reason == reason)
  }

  @Test("tell apart what fails when saved and what fails when charged")
  func attaching() {
    #expect(TestCard.number("4000000000000002")?.behavior.declineOnAttach == .generic)
    #expect(TestCard.number("4000000000000341")?.behavior.declineOnAttach == nil)
    #expect(TestCard.number("4242424242424242")?.behavior.declineOnAttach == nil)
  }

  @Test("want authentication on session and refuse off session")
  func authentication() {
    let behavior = TestCard.number("4000002760003184")?.behavior
    #expect(behavior?.authenticates(isOffSession: false) == true)
    #expect(behavior?.authenticates(isOffSession: true) == true)
    #expect(behavior?.decline == nil)
    let once = TestCard.number("4000002500003155")?.behavior
    #expect(once?.authenticates(isOffSession: true) == true)
    #expect(once?.authenticates(isOffSession: true, isSetUp: true) == false)
  }

  @Test("have numbers that pass Luhn's check, but for the one that must not")
  func checkDigits() {
    let wrong = TestCard.all.filter { !TestCard.isWellFormed(number: $0.number) }
    #expect(wrong.map(\.number) == ["4242424242424241"])
  }

  @Test("have unique names, and one fingerprint a number")
  func fingerprints() {
    #expect(Set(TestCard.all.map(\.name)).count == TestCard.all.count)
    let numbers = Set(TestCard.all.map(\.number))
    #expect(Set(TestCard.all.map(\.fingerprint)).count == numbers.count)
  }
}
