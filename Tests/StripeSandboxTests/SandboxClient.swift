import HTTP
import JSON
import StripeCatalog
import StripeWire
import Synchronization

@testable import StripeSandbox

/// A sandbox in memory whose time and chance repeat, and a short way to ask it.
final class SandboxClient: Sendable {
  let sandbox: Sandbox
  let time: TestClock

  init(_ storage: SandboxStorage = .memory, seed: UInt64 = 1) throws {
    let time = TestClock()
    self.time = time
    let dice = TestDice(seed: seed)
    sandbox = try Sandbox(
      storage: storage, clock: { time.now }, randomness: { dice.roll() })
  }

  /// Sends a form or a query, in v2 JSON, as the official clients do.
  func send(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    headers: [String: String] = [:]
  ) -> APIResponse {
    let encoded = APIRequest(method, path, parameters).encoded()
    var all = ["authorization": "Bearer sk_test_123456789"]
    for header in encoded.headers { all[header.name.lowercased()] = header.value }
    return sandbox.respond(
      to: SandboxRequest(
        method: method.rawValue, target: encoded.target,
        headers: all.merging(headers) { _, new in new }, body: encoded.body))
  }

  func get(_ path: String, _ parameters: JSONObject = [:]) throws -> JSONObject {
    try succeed(send(.get, path, parameters))
  }

  func post(_ path: String, _ parameters: JSONObject = [:]) throws -> JSONObject {
    try succeed(send(.post, path, parameters))
  }

  func delete(_ path: String, _ parameters: JSONObject = [:]) throws -> JSONObject {
    try succeed(send(.delete, path, parameters))
  }

  /// What is refused, as the error object with the status.
  func refusal(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:],
    headers: [String: String] = [:]
  ) throws -> APIError {
    let response = send(method, path, parameters, headers: headers)
    if response.isSuccess { throw UnexpectedAnswer(response: response) }
    return APIError(response)
  }

  /// The `data` of a list or search.
  func rows(_ path: String, _ parameters: JSONObject = [:]) throws -> [JSONObject] {
    try get(path, parameters)["data"]?.array?.compactMap(\.object) ?? []
  }

  private func succeed(_ response: APIResponse) throws -> JSONObject {
    guard response.isSuccess, let object = try JSONValue(parsing: response.body).object else {
      throw UnexpectedAnswer(response: response)
    }
    return object
  }
}

struct UnexpectedAnswer: Error, CustomStringConvertible {
  let response: APIResponse

  var description: String {
    "\(response.status): \(String(decoding: response.body, as: UTF8.self))"
  }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
  private let seconds = Mutex(1_780_000_000)

  var now: Int { seconds.withLock(\.self) }

  func advance(_ by: Int) {
    seconds.withLock { $0 += by }
  }
}

/// The same numbers for the same seed (SplitMix64).
final class TestDice: Sendable {
  private let state: Mutex<UInt64>

  init(seed: UInt64) {
    state = Mutex(seed)
  }

  func roll() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  func below(_ bound: Int) -> Int { Int(roll() % UInt64(bound)) }
}

extension JSONObject {
  var id: String { self["id"]?.string ?? "" }
}
