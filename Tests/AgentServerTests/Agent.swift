import Execution
import JSON
import JSONRPC
import JSONRPCTesting
import Logging
import Presentation
import SandboxServer
import SandboxStore
import StripeSandbox
import StripeWire
import Synchronization

@testable import AccountConfiguration
@testable import AgentServer
@testable import Console

/// An agent and its server, over a sandbox in memory or a live account.
struct Agent {
  static let key = "sk_live_51Qabcdefghijklmnop"
  var allowsWrites = false
  var liveWrites = false
  var isLive = false
  var maxRows = 100
  var maxBytes = 1 << 16

  /// Calls tools one after the other, and returns their results.
  func results(_ calls: (tool: String, arguments: JSONValue)...) async throws -> [JSONValue] {
    try await results(calls)
  }

  func results(_ calls: [(tool: String, arguments: JSONValue)]) async throws -> [JSONValue] {
    let server = try server()
    var found: [JSONValue] = []
    // Each call is a conversation of its own, so that it ends before the next begins.
    for (index, call) in calls.enumerated() {
      let answers = await Self.answers(
        of: server,
        [
          Conversation.request(-1, "initialize", ["protocolVersion": "2025-06-18"]),
          Conversation.request(
            index, "tools/call", ["name": .string(call.tool), "arguments": call.arguments]),
        ])
      found.append(answers.result(index))
    }
    return found
  }

  func answers(_ messages: [JSONValue]) async throws -> [JSONValue] {
    await Self.answers(of: try server(), messages)
  }

  private static func answers(
    of server: AgentService, _ messages: [JSONValue]
  ) async -> [JSONValue] {
    await Conversation.with(
      framing: .lines, cancellation: AgentService.cancellation, sending: messages
    ) { _ in server }
  }

  private func server() throws -> AgentService {
    var settings = SessionSettings()
    settings.liveWrites = liveWrites
    var options = AgentOptions(settings: settings, allowsWrites: allowsWrites, version: "1")
    (options.maxRows, options.maxBytes) = (maxRows, maxBytes)
    let dependencies = try dependencies()
    return AgentService(options) { dependencies }
  }

  private func dependencies() throws -> SessionDependencies {
    let dice = RepeatableDice(7)
    let sandbox = try Sandbox(
      storage: .memory, clock: { 1_780_000_000 }, randomness: { dice.roll() })
    let target: AccountTarget =
      isLive
      ? .stripe(StripeConnection(key: APIKey(Self.key), base: .stripe)) : .sandbox(.memory)
    let choice = AccountChoice(source: .environmentKey, target: target)
    let keys = Atomic<Int>(0)
    return SessionDependencies(
      environment: ["STRIPE_API_KEY": Self.key],
      streams: OutputStreams(
        results: .init(sink: Unused(), isTerminal: false),
        messages: .init(sink: Unused(), isTerminal: false), width: { 80 }),
      accounts: AccountDependencies(
        choose: { _ in choice }, configuration: { nil },
        open: { _, _ in OpenedTransport(SandboxTransport(sandbox)) }),
      files: FileDependencies(
        standardInput: nil,
        create: { _, _ throws(FileError) in throw FileError("a file would be written") },
        replace: { _, _ throws(FileError) in throw FileError("a file would be written") },
        read: { _ throws(FileError) in nil },
        startShell: { _ throws(FileError) in throw FileError("no shell") }, historyPath: nil),
      engine: EngineDependencies(
        now: { 1_780_000_000 }, elapsed: { 0 }, sleep: { _ in }, randomness: { 1 },
        makeIdempotencyKey: {
          IdempotencyKey("key-\(keys.add(1, ordering: .relaxed).newValue)")
        },
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  }
}

private struct Unused: ByteSink {
  func write(_ bytes: [UInt8]) {}
  func flush() {}
}
