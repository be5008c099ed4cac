import HTTP
import JSON
import SandboxStore
import StripeCatalog
import StripeSandbox
import StripeWire
import Synchronization

/// A sandbox in memory whose time and chance repeat, and a short way to ask it.
package final class SandboxClient: Sendable {
  package let sandbox: Sandbox
  package let time: ManualClock

  package init(
    _ storage: StoreLocation = .memory, seed: UInt64 = 1, accounts: AccountPolicy = .shared,
    billing: BillingSettings = BillingSettings(), time: ManualClock = ManualClock()
  ) throws {
    self.time = time
    let dice = RepeatableDice(seed)
    sandbox = try Sandbox(
      storage: storage, clock: { time.now }, randomness: { dice.roll() },
      accounts: accounts, billing: billing)
  }

  /// Sends a form or a query, in v2 JSON, as the official clients do.
  package func send(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    headers: [String: String] = [:]
  ) async -> APIResponse {
    let encoded = APIRequest(method, path, parameters).encoded()
    var all = ["authorization": "Bearer sk_test_123456789"]
    for header in encoded.headers { all[header.name.lowercased()] = header.value }
    return await sandbox.respond(
      to: SandboxRequest(
        method: method.rawValue, target: encoded.target,
        headers: all.merging(headers) { _, new in new }, body: encoded.body))
  }

  package func get(_ path: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
    try await succeed(send(.get, path, parameters))
  }

  package func post(_ path: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
    try await succeed(send(.post, path, parameters))
  }

  package func delete(_ path: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
    try await succeed(send(.delete, path, parameters))
  }

  /// What is refused, as the error object with the status.
  package func refusal(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    headers: [String: String] = [:]
  ) async throws -> APIError {
    let response = await send(method, path, parameters, headers: headers)
    if response.isSuccess { throw UnexpectedAnswer(response: response) }
    return APIError(response)
  }

  /// Adds to the available balance what is left of a payment after its fee.
  package func fund(_ amount: Int, currency: String = "usd") async throws {
    _ = try await post(
      "/v1/payment_intents",
      [
        "amount": .integer(amount), "currency": .string(currency), "confirm": true,
        "payment_method": "pm_card_bypassPending", "allowed_payment_method_types": ["card"],
      ])
  }

  /// The names of the events that there are, oldest first.
  package func eventNames() async throws -> [String] {
    try await rows("/v1/events", ["limit": 100]).reversed().compactMap { $0["type"]?.string }
  }

  /// The `data` of a list or search.
  package func rows(_ path: String, _ parameters: JSONObject = [:]) async throws -> [JSONObject] {
    try await get(path, parameters)["data"]?.array?.compactMap(\.object) ?? []
  }

  private func succeed(_ response: APIResponse) throws -> JSONObject {
    guard response.isSuccess, let object = try JSONValue(parsing: response.body).object else {
      throw UnexpectedAnswer(response: response)
    }
    return object
  }
}

package struct UnexpectedAnswer: Error, CustomStringConvertible {
  let response: APIResponse

  package var description: String {
    "\(response.status): \(String(decoding: response.body, as: UTF8.self))"
  }
}

/// A clock that stands still until it is moved.
package final class ManualClock: Sendable {
  private let seconds = Mutex(1_780_000_000)

  package init() {}

  package var now: Int { seconds.withLock(\.self) }

  package func advance(_ by: Int) {
    seconds.withLock { $0 += by }
  }
}

extension SandboxClient {
  /// The id of a new customer who pays by a card.
  package func payingCustomer() async throws -> String {
    try await post(
      "/v1/customers",
      [
        "payment_method": "pm_card_visa",
        "invoice_settings": ["default_payment_method": "pm_card_visa"],
      ]
    ).id
  }

  /// The id of a new monthly price of a product of its own, in US cents.
  package func monthlyPrice(_ amount: Int) async throws -> String {
    try await post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": .integer(amount), "product_data": ["name": "Tea"],
        "recurring": ["interval": "month"],
      ]
    ).id
  }
}

extension JSONObject {
  package var id: String { self["id"]?.string ?? "" }
}
