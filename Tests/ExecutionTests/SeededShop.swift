import JSON
import SandboxSeeding
import SandboxServer
import SandboxStore
import StripeSandbox
import StripeWire
import Synchronization

/// A sandbox with data that repeats; what it answered to a read it answers again.
final class SeededShop: Transport {
  private let transport: SandboxTransport
  private let answers = Mutex<[String: APIResponse]>([:])

  init(_ plan: SeedPlan) throws {
    let dice = SplitMix(seed: plan.seed)
    let sandbox = try Sandbox(
      storage: .memory, clock: { 1_780_272_000 }, randomness: { dice.next() })
    try sandbox.seed(plan)
    transport = SandboxTransport(sandbox)
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    guard request.method == .get else { return try await transport.send(request) }
    let target = request.encoded().target
    if let answer = answers.withLock({ $0[target] }) { return answer }
    let answer = try await transport.send(request)
    answers.withLock { $0[target] = answer }
    return answer
  }

  /// Every object of a collection, page by page, those too that its list hides, with the lists in
  /// it whole.
  /// - Parameter expand: fields whose objects are wanted in place of their ids.
  func all(_ collection: String, expand: [String] = []) async throws -> [JSONValue] {
    let hidden: [String: [JSONObject]] = [
      "prices": [["active": true], ["active": false]]
    ]
    var rows: [JSONValue] = []
    for var filter in hidden[collection] ?? [[:]] {
      if !expand.isEmpty { filter["expand"] = .array(expand.map { .string("data." + $0) }) }
      for row in try await self.rows(collection, filter) { rows.append(try await whole(row)) }
    }
    return rows
  }

  /// An object with every element of the lists in it, of which an answer shows the first ten.
  private func whole(_ row: JSONValue) async throws -> JSONValue {
    guard var object = row.object else { return row }
    for member in object.members where member.value["has_more"] == true {
      guard let url = member.value["url"]?.string, url.hasPrefix("/v1/") else { continue }
      let elements = try await rows(String(url.dropFirst("/v1/".count)))
      object[member.key] = ["object": "list", "data": .array(elements), "has_more": false]
    }
    return .object(object)
  }
}

/// Numbers that repeat for the same seed (SplitMix64).
final class SplitMix: Sendable {
  private let state: Mutex<UInt64>

  init(seed: UInt64) {
    state = Mutex(seed)
  }

  func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
