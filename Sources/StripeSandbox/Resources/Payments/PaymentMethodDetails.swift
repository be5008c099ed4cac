import JSON

/// The details of a payment method under the name of its type, if they are more than was
/// given. Source: answers of Stripe; the SDK's `PaymentMethod`.
enum PaymentMethodDetails {
  /// Types that cannot be made without details.
  static let demanding: Set<String> = [
    "acss_debit", "au_becs_debit", "boleto", "card", "fpx", "sepa_debit", "sofort",
  ]

  /// - Parameters:
  ///   - given: the parameters under the type's name.
  ///   - billing: the method's `billing_details`.
  static func make(_ type: String, _ given: JSONObject, billing: JSONObject) -> JSONObject {
    let account = given.text("account_number") ?? ""
    switch type {
    case "acss_debit":
      return [
        "bank_name": "STRIPE TEST BANK", "fingerprint": fingerprint(account),
        "institution_number": given["institution_number"] ?? nil, "last4": last4(account),
        "transit_number": given["transit_number"] ?? nil,
      ]
    case "au_becs_debit":
      return [
        "bsb_number": given["bsb_number"] ?? nil, "fingerprint": fingerprint(account),
        "last4": last4(account),
      ]
    case "bacs_debit":
      return [
        "fingerprint": fingerprint(account), "last4": last4(account),
        "sort_code": given["sort_code"] ?? nil,
      ]
    case "boleto":
      var details = given
      details["fingerprint"] = fingerprint(given.text("tax_id") ?? "")
      return details
    case "fpx":
      return [
        "account_holder_type": given["account_holder_type"] ?? "individual",
        "bank": given["bank"] ?? nil,
      ]
    case "ideal":
      guard let bank = given.text("bank") else { return ["bank": nil, "bic": nil] }
      return ["bank": .string(bank), "bic": idealCodes[bank].map(JSONValue.string) ?? nil]
    case "link": return ["email": billing["email"] ?? nil, "persistent_token": nil]
    case "sepa_debit": return SEPAAccount(given.text("iban") ?? "").details
    case "us_bank_account": return usBankAccount(given, account)
    default: return given
    }
  }

  private static func usBankAccount(_ given: JSONObject, _ account: String) -> JSONObject {
    [
      "account_holder_type": given["account_holder_type"] ?? "individual",
      "account_type": given["account_type"] ?? "checking", "bank_name": "STRIPE TEST BANK",
      "financial_connections_account": given["financial_connections_account"] ?? nil,
      "fingerprint": fingerprint(account), "last4": last4(account),
      "networks": ["preferred": "ach", "supported": ["ach"]],
      "routing_number": given["routing_number"] ?? nil, "status_details": [:],
    ]
  }

  private static func fingerprint(_ number: String) -> JSONValue {
    .string(RepeatableText.letters(of: number, 16))
  }

  private static func last4(_ number: String) -> JSONValue { .string(String(number.suffix(4))) }

  private static let idealCodes = [
    "abn_amro": "ABNANL2A", "asn_bank": "ASNBNL21", "bunq": "BUNQNL2A", "buut": "BUUTNL2A",
    "handelsbanken": "HANDNL2A", "ing": "INGBNL2A", "knab": "KNABNL2H", "mollie": "MLLENL2A",
    "moneyou": "MOYONL21", "n26": "NTSBDEB1", "nn": "NNBANL2G", "rabobank": "RABONL2U",
    "regiobank": "RBRBNL21", "revolut": "REVOLT21", "sns_bank": "SNSBNL2A",
    "triodos_bank": "TRIONL2U", "van_lanschot": "FVLBNL22", "yoursafe": "BITSNL2A",
  ]
}

/// A bank account by its IBAN.
struct SEPAAccount {
  let iban: String

  init(_ iban: String) {
    self.iban = iban.filter { !$0.isWhitespace }.uppercased()
  }

  private var country: String { String(iban.prefix(2)) }

  /// Where the bank's and the branch's codes are: after the country and the check digits.
  /// Source: the registry of IBANs.
  private static let parts: [String: (before: Int, bank: Int, branch: Int)] = [
    "AT": (0, 5, 0), "BE": (0, 3, 0), "CH": (0, 5, 0), "DE": (0, 8, 0), "DK": (0, 4, 0),
    "EE": (0, 2, 2), "ES": (0, 4, 4), "FI": (0, 3, 0), "FR": (0, 5, 5), "GB": (0, 4, 6),
    "IE": (0, 4, 6), "IT": (1, 5, 5), "LU": (0, 3, 0), "NL": (0, 4, 0), "NO": (0, 4, 0),
    "PT": (0, 4, 4), "SE": (0, 3, 0),
  ]

  var details: JSONObject {
    let part = Self.parts[country] ?? (0, 4, 0)
    let number = iban.dropFirst(4 + part.before)
    return [
      "bank_code": .string(String(number.prefix(part.bank))),
      "branch_code": .string(String(number.dropFirst(part.bank).prefix(part.branch))),
      "country": .string(country),
      "fingerprint": .string(RepeatableText.letters(of: iban, 16)),
      "generated_from": ["charge": nil, "setup_attempt": nil],
      "last4": .string(String(iban.suffix(4))),
    ]
  }
}
