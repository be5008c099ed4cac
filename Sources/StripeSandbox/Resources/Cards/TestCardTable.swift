extension TestCard {
  /// The test cards, in the order of Stripe's page on testing; aliases of a name follow it.
  static let all: [TestCard] = byBrand + byCountry + declined + authenticated + special

  private static let byBrand: [TestCard] = [
    TestCard("4242424242424242", "visa"),
    TestCard("4242424242424242", "us"),
    TestCard("4000056655665556", "visa_debit", funding: "debit"),
    TestCard("5555555555554444", "mastercard", brand: "mastercard"),
    TestCard("2223003122003222", "mastercard_2series", brand: "mastercard"),
    TestCard("5200828282828210", "mastercard_debit", brand: "mastercard", funding: "debit"),
    TestCard("5105105105105100", "mastercard_prepaid", brand: "mastercard", funding: "prepaid"),
    TestCard("378282246310005", "amex", brand: "amex"),
    TestCard("371449635398431", "amex_2", brand: "amex"),
    TestCard("6011111111111117", "discover", brand: "discover"),
    TestCard("6011000990139424", "discover_2", brand: "discover"),
    TestCard("6011981111111113", "discover_debit", brand: "discover", funding: "debit"),
    TestCard("3056930009020004", "diners", brand: "diners"),
    TestCard("36227206271667", "diners_14digits", brand: "diners"),
    TestCard("3566002020360505", "jcb", brand: "jcb", country: "JP"),
    TestCard("6200000000000005", "unionpay", brand: "unionpay", country: "CN"),
    TestCard("6200000000000047", "unionpay_debit", brand: "unionpay", funding: "debit"),
  ]

  private static let byCountry: [TestCard] = [
    ("br", "4000000760000002"), ("ca", "4000001240000000"), ("mx", "4000004840008001"),
    ("at", "4000000400000008"), ("be", "4000000560000004"), ("dk", "4000002080000001"),
    ("fi", "4000002460000001"), ("fr", "4000002500000003"), ("de", "4000002760000016"),
    ("ie", "4000003720000005"), ("it", "4000003800000008"), ("nl", "4000005280000002"),
    ("no", "4000005780000007"), ("pl", "4000006160000005"), ("pt", "4000006200000007"),
    ("es", "4000007240000007"), ("se", "4000007520000008"), ("ch", "4000007560000009"),
    ("gb", "4000008260000000"), ("au", "4000000360000006"), ("cn", "4000001560000002"),
    ("hk", "4000003440000004"), ("in", "4000003560000008"), ("jp", "4000003920000003"),
    ("nz", "4000005540000008"), ("sg", "4000007020000003"),
  ].map { code, number in TestCard(number, code, country: code.uppercased()) }

  private static let declined: [TestCard] = [
    TestCard("4000000000000002", "chargeDeclined", .declines(.generic)),
    TestCard("4000000000000002", "visa_chargeDeclined", .declines(.generic)),
    TestCard(
      "4000000000009995", "chargeDeclinedInsufficientFunds", .declines(.insufficientFunds)),
    TestCard(
      "4000000000009995", "visa_chargeDeclinedInsufficientFunds", .declines(.insufficientFunds)),
    TestCard("4000000000009987", "visa_chargeDeclinedLostCard", .declines(.lostCard)),
    TestCard("4000000000009979", "visa_chargeDeclinedStolenCard", .declines(.stolenCard)),
    TestCard("4000000000000069", "chargeDeclinedExpiredCard", .declines(.expiredCard)),
    TestCard("4000000000000127", "chargeDeclinedIncorrectCvc", .declines(.incorrectCVC)),
    TestCard("4000000000000119", "chargeDeclinedProcessingError", .declines(.processingError)),
    TestCard("4100000000000019", "chargeDeclinedFraudulent", .declines(.fraudulent)),
    TestCard("4100000000000019", "radarBlock", .declines(.fraudulent)),
    TestCard(
      "4000000000006975", "visa_chargeDeclinedVelocityLimitExceeded",
      .declines(.velocityExceeded)),
    TestCard("4000000000000341", "chargeCustomerFail", .declinesCharges(.generic)),
    TestCard("4242424242424241", "incorrectNumber", .declines(.incorrectNumber)),
  ]

  private static let authenticated: [TestCard] = [
    TestCard(
      "4000002500003155", "authenticationRequiredOnSetup", country: "FR",
      .authenticates(then: nil)),
    TestCard(
      "4000002760003184", "authenticationRequired", country: "DE", .authenticates(then: nil)),
    TestCard(
      "4000003800000446", "authenticationRequiredSetupForOffSession", country: "IT", .succeeds),
    TestCard(
      "4000008260003178", "authenticationRequiredChargeDeclinedInsufficientFunds",
      country: "GB", .authenticates(then: .insufficientFunds)),
    TestCard("4000000000003220", "threeDSecure2Required", .authenticates(then: nil)),
    TestCard("4000000000003063", "threeDSecureRequired", .authenticates(then: nil)),
    TestCard(
      "4000008400001629", "threeDSecureRequiredChargeDeclined",
      .authenticates(then: .generic)),
    TestCard("4000000000003055", "threeDSecureOptional", .succeeds),
    TestCard(
      "378282246310005", "amex_threeDSecureNotSupported", brand: "amex", .succeeds),
  ]

  private static let special: [TestCard] = [
    TestCard("4000000000000077", "bypassPending"),
    TestCard("4000000000000101", "cvcCheckFail"),
    TestCard("4000000000000010", "avsFail"),
    TestCard("4000000000000036", "avsZipFail"),
    TestCard("4000000000009235", "riskLevelElevated"),
    TestCard("4000000000000259", "createDispute"),
    TestCard("4000000000005126", "refundFail"),
    TestCard("4000000000007726", "pendingRefund"),
  ]
}
