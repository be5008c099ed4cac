import JSON

/// Which payment methods an intent takes, and the options of each that Stripe fills in.
enum PaymentMethodTypes {
  /// The types that the account's configuration allows if a request names none.
  static let automatic = ["card", "link"]

  /// The account's configuration of payment methods.
  static let configuration: JSONObject = ["id": "pmc_1PinstripeSandbox", "parent": nil]

  /// Methods whose payments take days to arrive.
  static let delayed: Set<String> = [
    "acss_debit", "au_becs_debit", "bacs_debit", "nz_bank_account", "sepa_debit",
    "us_bank_account",
  ]

  /// Methods whose customer is led away to pay.
  static let redirecting: Set<String> = [
    "affirm", "afterpay_clearpay", "alipay", "alma", "amazon_pay", "bancontact", "blik", "cashapp",
    "crypto", "eps", "fpx", "giropay", "grabpay", "ideal", "kakao_pay", "klarna", "kr_card",
    "mobilepay", "naver_pay", "p24", "pay_by_bank", "payco", "paypal", "pix", "revolut_pay",
    "samsung_pay", "satispay", "sofort", "twint", "wechat_pay", "zip",
  ]

  static func options(_ types: [String]) -> JSONObject {
    var options: JSONObject = [:]
    for type in types { options[type] = known[type] ?? [:] }
    return options
  }

  private static let known: [String: JSONValue] = [
    "acss_debit": ["verification_method": "automatic"],
    "afterpay_clearpay": ["reference": nil],
    "bancontact": ["preferred_language": "en"],
    "card": [
      "installments": nil, "mandate_options": nil, "network": nil,
      "request_three_d_secure": "automatic",
    ],
    "klarna": ["preferred_locale": nil], "link": ["persistent_token": nil],
    "paypal": ["preferred_locale": nil, "reference": nil],
    "sofort": ["preferred_language": nil],
    "us_bank_account": [
      "financial_connections": ["permissions": ["payment_method"], "prefetch": []],
      "mandate_options": [:], "transaction_purpose": "unspecified",
      "verification_method": "automatic",
    ],
    "wechat_pay": ["app_id": nil, "client": nil],
  ]
}
