/// The test cards. Source: Stripe's page on testing.
extension TestCard {
  /// In the order of Stripe's page; aliases of a name follow it.
  static let all: [TestCard] =
    byBrand + cobranded + TestCardCountries.all + declined + blocked + checked + authenticated
    + disputed + special

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
    TestCard("6011000990139424", "discover", brand: "discover"),
    TestCard("6011111111111117", "discover_2", brand: "discover"),
    TestCard("6011981111111113", "discover_debit", brand: "discover", funding: "debit"),
    TestCard("3056930009020004", "diners", brand: "diners"),
    TestCard("36227206271667", "diners_14digits", brand: "diners"),
    TestCard("6555900000604105", "bccard", brand: "discover", country: "KR"),
    TestCard("3566002020360505", "jcb", brand: "jcb", country: "JP"),
    TestCard("6200000000000005", "unionpay", brand: "unionpay", country: "CN"),
    TestCard("6200000000000047", "unionpay_debit", brand: "unionpay", funding: "debit"),
    TestCard("6205500000000000004", "unionpay_19digits", brand: "unionpay", country: "CN"),
  ]

  private static let cobranded: [TestCard] = [
    ("4000002500001001", "visa_cartesBancaires", "visa", "credit", "FR", "cartes_bancaires"),
    (
      "5555552500001001", "mastercard_cartesBancaires", "mastercard", "credit", "FR",
      "cartes_bancaires"
    ),
    ("4000050360000001", "visa_debit_eftposAuCoBranded", "visa", "debit", "AU", "eftpos_au"),
    (
      "5555050360000080", "mastercard_debit_eftposAuCoBranded", "mastercard", "debit", "AU",
      "eftpos_au"
    ),
  ].map { number, name, brand, funding, country, other in
    TestCard(
      number, name, brand: brand, funding: funding, country: country, .succeeds,
      TestCardTraits(cobrand: other))
  }

  private static let declined: [TestCard] = [
    TestCard("4000000000000002", "chargeDeclined", .declines(.generic)),
    TestCard(
      "4000000000009995", "chargeDeclinedInsufficientFunds", .declines(.insufficientFunds)),
    TestCard("4000000000009987", "visa_chargeDeclinedLostCard", .declines(.lostCard)),
    TestCard("4000000000009979", "visa_chargeDeclinedStolenCard", .declines(.stolenCard)),
    TestCard("4000000000000069", "chargeDeclinedExpiredCard", .declines(.expiredCard)),
    TestCard("4000000000000127", "chargeDeclinedIncorrectCvc", .declines(.incorrectCVC)),
    TestCard("4000000000000119", "chargeDeclinedProcessingError", .declines(.processingError)),
    TestCard(
      "4000000000006975", "visa_chargeDeclinedVelocityLimitExceeded",
      .declines(.velocityExceeded)),
    TestCard("4000000000000341", "chargeCustomerFail", .declinesCharges(.generic)),
    TestCard("4242424242424241", "incorrectNumber", .declines(.incorrectNumber)),
  ]

  private static let blocked: [TestCard] = [
    TestCard(
      "4100000000000019", "radarBlock", .declines(.fraudulent), TestCardTraits(risk: .highest)),
    TestCard(
      "4100000000000019", "chargeDeclinedFraudulent", .declines(.fraudulent),
      TestCardTraits(risk: .highest)),
    TestCard(
      "4000000000004954", "riskLevelHighest", .declines(.fraudulent),
      TestCardTraits(risk: .highest)),
    TestCard("4000000000009235", "riskLevelElevated", .succeeds, TestCardTraits(risk: .elevated)),
    TestCard("4000008400000407", "highFraudDisputeScore"),
    TestCard("4000008400000159", "highEfwScore"),
    TestCard("4000008400001017", "radarDynamicRiskThreshold"),
    TestCard("4001858821843804", "freeTrialAbuseBlock"),
  ]

  private static let checked: [TestCard] = [
    ("4000000000000101", "cvcCheckFail", CardChecks(code: "fail"), RiskLevel.normal),
    ("4000058400307872", "cvcCheckFailElevatedRisk", CardChecks(code: "fail"), .elevated),
    ("4000000000000010", "avsFail", CardChecks(line1: "fail", postalCode: "fail"), .normal),
    ("4000000000000028", "avsLine1Fail", CardChecks(line1: "fail"), .normal),
    ("4000000000000036", "avsZipFail", CardChecks(postalCode: "fail"), .normal),
    ("4000058400306072", "avsZipFailElevatedRisk", CardChecks(postalCode: "fail"), .elevated),
    (
      "4000000000000044", "avsUnchecked",
      CardChecks(line1: "unavailable", postalCode: "unavailable"), .normal
    ),
  ].map { number, name, checks, risk in
    TestCard(number, name, .succeeds, TestCardTraits(risk: risk, checks: checks))
  }

  private static let authenticated: [TestCard] = [
    TestCard(
      "4000002500003155", "authenticationRequiredOnSetup", country: "FR",
      .authenticatesUnlessSetUp),
    TestCard(
      "4000002760003184", "authenticationRequired", country: "DE", .authenticates(then: nil)),
    TestCard(
      "4000003800000446", "authenticationRequiredSetupForOffSession", country: "IT",
      .authenticatesOnSession),
    TestCard(
      "4000008260003178", "authenticationRequiredChargeDeclinedInsufficientFunds",
      country: "GB", .authenticates(then: .insufficientFunds)),
    TestCard(
      "4000000000003220", "threeDSecure2Required", country: "IE", .authenticates(then: nil)),
    TestCard("4000000000003063", "threeDSecureRequired", .authenticates(then: nil)),
    TestCard(
      "4000008400001629", "threeDSecureRequiredChargeDeclined",
      .authenticates(then: .generic)),
    TestCard(
      "4000008400001280", "threeDSecureRequiredProcessingError",
      .authenticates(then: .processingError)),
    TestCard("4000000000003055", "threeDSecureOptional", .authenticatesOnRequest(then: nil)),
    TestCard(
      "4000000000003097", "threeDSecureOptionalProcessingError",
      .authenticatesOnRequest(then: .processingError)),
    TestCard(
      "4000008405600003", "adaptive3dsChallenge", .authenticatesOnRequest(then: nil)),
    TestCard("378282246310005", "amex_threeDSecureNotSupported", brand: "amex"),
  ]

  private static let disputed: [TestCard] = [
    ("4000000000000259", "createDispute", [TestDispute.fraudulent]),
    ("4000000000002685", "createDisputeProductNotReceived", [.productNotReceived]),
    ("4000000000001976", "createDisputeInquiry", [.inquiry]),
    ("4000008400000779", "createComplianceDispute", [.compliance]),
    ("4000000404000079", "createMultipleDisputes", [.fraudulent, .fraudulent]),
    ("4000000404000038", "createCe3EligibleDispute", [.fraudulent]),
    ("4000000001000043", "createAutoRepresentmentEligibleDispute", [.fraudulent]),
  ].map { number, name, disputes in
    TestCard(number, name, .succeeds, TestCardTraits(disputes: disputes))
  }

  private static let special: [TestCard] = [
    TestCard(
      "4000000000005423", "createIssuerFraudRecord", .succeeds,
      TestCardTraits(hasFraudWarning: true)),
    TestCard(
      "4000000000000077", "bypassPending", .succeeds, TestCardTraits(bypassesPending: true)),
    TestCard(
      "4000003720000278", "bypassPendingInternational", country: "IE", .succeeds,
      TestCardTraits(bypassesPending: true)),
    TestCard("4000000000000093", "domesticPricing"),
    TestCard("4000008400000076", "credit_disableEnterpriseCardFeatures"),
    TestCard("4000000000005126", "refundFail", .succeeds, TestCardTraits(refund: .fails)),
    TestCard("4000000000007726", "pendingRefund", .succeeds, TestCardTraits(refund: .takesTime)),
  ]
}

/// The test cards that succeed, by the issuer's country.
enum TestCardCountries {
  static let all: [TestCard] =
    visa.map { code, number in TestCard(number, code, country: code.uppercased()) } + [
      TestCard("4000058260000005", "gb_debit", funding: "debit", country: "GB"),
      TestCard("5555558265554449", "gb_mastercard", brand: "mastercard", country: "GB"),
      TestCard("3530111333300000", "jp_jcb", brand: "jcb", country: "JP"),
      TestCard("4000057640000008", "th_debit", funding: "debit", country: "TH"),
    ]

  private static let visa: [(String, String)] = [
    ("ar", "4000000320000021"), ("br", "4000000760000002"), ("ca", "4000001240000000"),
    ("cl", "4000001520000001"), ("co", "4000001700000003"), ("cr", "4000001880000005"),
    ("ec", "4000002180000000"), ("mx", "4000004840008001"), ("pa", "4000005910000000"),
    ("py", "4000006000000066"), ("pe", "4000006040000068"), ("uy", "4000008580000003"),
    ("at", "4000000400000008"), ("be", "4000000560000004"), ("bg", "4000001000000000"),
    ("by", "4000001120000005"), ("cy", "4000001960000008"), ("cz", "4000002030000002"),
    ("dk", "4000002080000001"), ("fi", "4000002460000001"), ("fr", "4000002500000003"),
    ("de", "4000002760000016"), ("gr", "4000003000000030"), ("hu", "4000003480000005"),
    ("ie", "4000003720000005"), ("it", "4000003800000008"), ("lv", "4000004280000005"),
    ("lt", "4000004400000000"), ("lu", "4000004420000006"), ("mt", "4000004700000007"),
    ("nl", "4000005280000002"), ("no", "4000005780000007"), ("pl", "4000006160000005"),
    ("pt", "4000006200000007"), ("ro", "4000006420000001"), ("sa", "4000006820000007"),
    ("si", "4000007050000006"), ("sk", "4000007030000001"), ("es", "4000007240000007"),
    ("se", "4000007520000008"), ("ch", "4000007560000009"), ("gb", "4000008260000000"),
    ("au", "4000000360000006"), ("cn", "4000001560000002"), ("hk", "4000003440000004"),
    ("in", "4000003560000008"), ("jp", "4000003920000003"), ("my", "4000004580000002"),
    ("nz", "4000005540000008"), ("sg", "4000007020000003"), ("tw", "4000001580000008"),
    ("th", "4000007640000003"),
  ]
}
