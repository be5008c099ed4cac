import JSON
import StripeWire

/// Events that are brought about by what causes them.
extension Sandbox {
  /// The names of the events that `trigger` knows, in alphabetical order.
  package static var triggers: [String] { TriggerRecipes.all.keys.sorted() }

  /// Does what causes an event, in the account that all keys share.
  ///
  /// - Returns: The id of the event.
  /// - Throws: `TriggerError` where there is no recipe, a request is refused, or no event comes.
  package func trigger(_ event: String) async throws -> String {
    guard let recipe = TriggerRecipes.all[event] else { throw TriggerError.unknown(event) }
    var run = TriggerRun(sandbox: self, now: try await now())
    let before = try await run.newest(event)
    for step in recipe.steps { try await run.perform(step) }
    guard let made = try await run.newest(event), made != before else {
      throw TriggerError.nothing(event)
    }
    return made
  }
}

/// Why an event could not be brought about.
package enum TriggerError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknown(String)
  case refused(String, message: String)
  case nothing(String)

  package var description: String {
    switch self {
    case .unknown(let event): "the sandbox cannot cause the event `\(event)`"
    case .refused(let request, let message): "\(request) was refused: \(message)"
    case .nothing(let event): "no event `\(event)` came of it"
    }
  }
}

/// The requests of one recipe, and what they answered so far.
private struct TriggerRun {
  let sandbox: Sandbox
  /// When it began, in Unix seconds.
  let now: Int
  private var answers: JSONObject = [:]

  init(sandbox: Sandbox, now: Int) {
    self.sandbox = sandbox
    self.now = now
  }

  private static let authorization = "Bearer sk_test_trigger"

  mutating func perform(_ step: TriggerRecipe.Step) async throws {
    let target = filled(step.target)
    let body = filled(step.body)
    let isJSON = body.hasPrefix("{")
    let answer = try await send(
      step.method, target, isJSON ? Array(body.utf8) : Self.encoded(body), isJSON: isJSON)
    guard answer.isSuccess || step.mayFail else {
      throw TriggerError.refused("\(step.method) \(target)", message: APIError(answer).message)
    }
    guard let name = step.name else { return }
    answers[name] = try JSONValue(parsing: answer.body)
  }

  /// The id of the newest event of a name; nil where there is none.
  func newest(_ event: String) async throws -> String? {
    let isThin = EventNames(.embedded).isThin(event)
    let target =
      isThin ? "/v2/core/events?limit=1&types[0]=\(event)" : "/v1/events?limit=1&type=\(event)"
    let answer = try await send("GET", target, [])
    guard answer.isSuccess else {
      throw TriggerError.refused("GET \(target)", message: APIError(answer).message)
    }
    return try JSONValue(parsing: answer.body)["data"]?[0]?["id"]?.string
  }

  private func send(_ method: String, _ target: String, _ body: [UInt8], isJSON: Bool = false)
    async throws -> APIResponse
  {
    await sandbox.respond(
      to: SandboxRequest(
        method: method, target: target,
        headers: [
          "authorization": Self.authorization,
          "content-type": isJSON ? "application/json" : "application/x-www-form-urlencoded",
        ], body: body))
  }

  /// The text with answers in the places that name them.
  private func filled(_ text: String) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "}"), let value = value(after[..<close]) else {
        filled += "{"
        rest = after
        continue
      }
      filled += value
      rest = after[after.index(after: close)...]
    }
    return filled + rest
  }

  private func value(_ path: Substring) -> String? {
    if path == "random" { return sandbox.environment.randomText(16) }
    if path.hasPrefix("now") {
      return path == "now" ? String(now) : Int(path.dropFirst(3)).map { String(now + $0) }
    }
    var value = JSONValue.object(answers)
    for part in path.split(separator: ".") {
      guard let next = Int(part).map({ value[$0] }) ?? value[String(part)] else { return nil }
      value = next
    }
    return Scalar.text(of: value)
  }

  private static func encoded(_ form: String) -> [UInt8] {
    let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~=&[]".utf8)
    return form.utf8.flatMap { byte -> [UInt8] in
      kept.contains(byte) ? [byte] : Array("%".utf8) + hexadecimal(byte)
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
