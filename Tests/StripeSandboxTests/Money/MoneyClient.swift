import HTTP
import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Short ways to ask about money.
extension SandboxClient {
  /// An amount of the balance in minor units.
  ///
  /// - Parameter kind: "available" or "pending".
  func balance(_ kind: String, _ currency: String = "usd", of account: String? = nil)
    async throws -> Int
  {
    let sums = try await asking(account, .get, "/v1/balance")[kind]?.array ?? []
    return sums.first { $0["currency"]?.string == currency }?["amount"]?.integer ?? 0
  }

  /// Asks for a connected account.
  func asking(
    _ account: String?, _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:]
  ) async throws -> JSONObject {
    let headers = account.map { ["stripe-account": $0] } ?? [:]
    let response = await send(method, path, parameters, headers: headers)
    let object = try JSONValue(parsing: response.body).object ?? [:]
    guard response.isSuccess else { throw UnexpectedState(object: object) }
    return object
  }

  /// All rows of a list, page by page.
  func allRows(_ path: String, _ parameters: JSONObject = [:]) async throws -> [JSONObject] {
    var query = parameters
    query["limit"] = 100
    var rows = try await rows(path, query)
    while let last = rows.last, rows.count.isMultiple(of: 100) {
      query["starting_after"] = .string(last.id)
      let page = try await self.rows(path, query)
      if page.isEmpty { break }
      rows += page
    }
    return rows
  }

  /// The names of the events about objects whose types begin with a word, oldest first.
  func eventNames(_ prefix: String) async throws -> [String] {
    try await eventNames().filter { $0.hasPrefix(prefix) }
  }

  /// A payment by card that is confirmed at once.
  func pay(_ amount: Int, _ card: String = "visa", _ more: JSONObject = [:])
    async throws -> JSONObject
  {
    var parameters: JSONObject = [
      "amount": .integer(amount), "currency": "usd", "confirm": true,
      "payment_method": .string("pm_card_\(card)"), "allowed_payment_method_types": ["card"],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await post("/v1/payment_intents", parameters)
  }

  /// The id of the account that the client's key belongs to.
  func ownAccount() async throws -> String { try await get("/v1/account").id }

  /// Adds a bank account to one that is paid out to it.
  @discardableResult
  func addBank(_ number: String, to account: String, currency: String = "usd")
    async throws -> JSONObject
  {
    try await post(
      "/v1/accounts/\(account)/external_accounts",
      [
        "external_account": [
          "object": "bank_account", "country": "US", "currency": .string(currency),
          "account_number": .string(number), "routing_number": "110000000",
        ]
      ])
  }

  /// Has the account paid out by a schedule.
  func schedule(_ schedule: JSONObject, of account: String? = nil) async throws {
    _ = try await asking(
      account, .post, "/v1/balance_settings",
      ["payments": ["payouts": ["schedule": .object(schedule)]]])
  }
}

/// Bank transfers by chance.
extension SandboxClient {
  /// Something that money of bank transfers does.
  func transfer(_ customer: String, by dice: RepeatableDice) async throws {
    let amount: JSONValue = .integer(100 + dice.below(3000))
    switch dice.below(5) {
    case 0:
      _ = try await post(
        "/v1/payment_intents",
        [
          "amount": amount, "currency": "usd", "customer": .string(customer), "confirm": true,
          "allowed_payment_method_types": ["customer_balance"],
          "payment_method_data": ["type": "customer_balance"],
          "payment_method_options": [
            "customer_balance": [
              "funding_type": "bank_transfer", "bank_transfer": ["type": "us_bank_transfer"],
            ]
          ],
        ])
    case 1:
      _ = await send(
        .post, "/v1/refunds",
        [
          "customer": .string(customer), "origin": "customer_balance", "amount": amount,
          "currency": "usd",
        ])
    case 2:
      let refunds = try await rows("/v1/refunds").map(\.id)
      guard let refund = refunds.randomElement(by: dice) else { return }
      _ = await send(.post, "/v1/test_helpers/refunds/\(refund)/expire", [:])
    default:
      _ = try await post(
        "/v1/test_helpers/customers/\(customer)/fund_cash_balance",
        ["amount": amount, "currency": "usd"])
    }
  }

  /// A cash balance is the sum of its entries, each of which says what it came to.
  func expectCash(of customer: String) async throws {
    let entries = try await allRows("/v1/customers/\(customer)/cash_balance_transactions")
    var sum = 0
    for entry in entries.reversed() {
      sum += entry["net_amount"]?.integer ?? 0
      #expect(entry["ending_balance"] == .integer(sum))
    }
    let cash = try await get("/v1/customers/\(customer)/cash_balance")
    #expect(cash["available"]?["usd"]?.integer ?? 0 == sum)
  }
}
