import Analysis
import Diagnostics
import Execution
import JSON
import Logging
import Presentation
import SandboxServer
import SandboxStore
import StripeCatalog
import StripeSandbox
import StripeWire
import Synchronization

@testable import AccountConfiguration
@testable import Console

/// A session over a sandbox in memory, or another transport, and all that came out of it.
final class TestPlace: Sendable {
  let output = MemorySink()
  let messages = MemorySink()
  /// Both, as they came.
  let everything = MemorySink()
  let transport: CountingTransport
  private let files = Mutex<[String: MemorySink]>([:])
  private let texts: [String: String]
  private let target: AccountTarget
  private let now: @Sendable () -> Double
  private let isTerminal: Bool
  private let showsMessagesOnTerminal: Bool
  private let width: Int
  private let journals: JournalDirectory
  /// Of all the place's sessions: a key that comes twice means the same request.
  private let keys = Atomic<Int>(0)

  init(
    _ transport: (any Transport)? = nil, key: String? = nil, account: String? = nil,
    context: String? = nil, texts: [String: String] = [:], isTerminal: Bool = false,
    showsMessagesOnTerminal: Bool = false, width: Int = 100, journals: JournalDirectory = .none,
    now: @escaping @Sendable () -> Double = { 1_780_272_000 }
  ) throws {
    self.transport = CountingTransport(try transport ?? Self.sandbox())
    self.texts = texts
    self.now = now
    self.isTerminal = isTerminal
    self.showsMessagesOnTerminal = showsMessagesOnTerminal
    self.journals = journals
    self.width = width
    target =
      key.map {
        .stripe(
          StripeConnection(key: APIKey($0), base: .stripe, account: account, context: context))
      } ?? .sandbox(.memory)
  }

  static func sandbox() throws -> SandboxTransport {
    let numbers = Atomic<UInt64>(1)
    let seconds = Atomic<Int>(1_780_000_000)
    // Every object is a second younger than the one before it, so that their order is known.
    return SandboxTransport(
      try Sandbox(
        storage: .memory, clock: { seconds.add(1, ordering: .relaxed).newValue },
        randomness: {
          numbers.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        }))
  }

  /// What was written to a file.
  func file(_ path: String) -> String { files.withLock { $0[path]?.text ?? "" } }

  func session(
    _ settings: SessionSettings = SessionSettings(), variables: [String: JSONValue] = [:],
    environment: [String: String] = [:]
  ) -> Session {
    Session(
      settings: settings, variables: variables, dependencies: dependencies(environment))
  }

  /// Runs the texts as one program.
  func run(
    _ texts: String..., settings: [Setting: JSONValue] = [:], variables: [String: JSONValue] = [:],
    environment: [String: String] = [:]
  ) async -> Int32 {
    var chosen = SessionSettings()
    for (setting, value) in settings { chosen.set(setting, to: value, from: "test") }
    let session = session(chosen, variables: variables, environment: environment)
    if let code = await session.start() { return code }
    return await session.run(texts.map { SourceText(name: "test", text: $0) })
  }

  var lines: [String] { output.text.split(whereSeparator: \.isNewline).map(String.init) }

  private func stream(_ sink: MemorySink, isTerminal: Bool) -> OutputStream {
    OutputStream(sink: ForkedSink(first: sink, second: everything), isTerminal: isTerminal)
  }

  func dependencies(_ environment: [String: String]) -> SessionDependencies {
    let (target, transport, width) = (target, transport, width)
    let choice = AccountChoice(source: .sandboxOption, target: target)
    return SessionDependencies(
      environment: environment,
      streams: OutputStreams(
        results: stream(output, isTerminal: isTerminal),
        messages: stream(messages, isTerminal: showsMessagesOnTerminal), width: { width }),
      accounts: AccountDependencies(
        choose: { _ in choice }, configuration: { nil },
        open: { _, _ in OpenedTransport(transport) }),
      files: fileDependencies,
      engine: EngineDependencies(
        now: now, elapsed: now, sleep: { _ in }, randomness: { 1 },
        makeIdempotencyKey: { [self] in
          IdempotencyKey("key-\(keys.add(1, ordering: .relaxed).newValue)")
        },
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
      journals: journals)
  }

  private var fileDependencies: FileDependencies {
    FileDependencies(
      standardInput: nil,
      create: { [self] path, appends throws(FileError) in
        files.withLock { files in
          if appends, let sink = files[path] { return sink }
          let sink = MemorySink()
          files[path] = sink
          return sink
        }
      },
      replace: { [self] path, keepsContent throws(FileError) in
        let sink = MemorySink()
        if keepsContent, let old = files.withLock({ $0[path] }) { sink.write(old.bytes) }
        return FileDraft(
          sink: sink, commit: { [self] () throws(FileError) in files.withLock { $0[path] = sink } },
          discard: {})
      },
      read: { [texts] path throws(FileError) in
        texts[path].map { FileText(text: $0, isPrivate: true) }
      },
      startShell: { _ throws(FileError) in throw FileError("there is no shell here") },
      historyPath: nil)
  }
}

extension Session {
  /// Takes another account, as `use` does.
  func use(profile: String) async throws {
    var settings = state.settings
    try await services.account.use(profile: profile, adopting: &settings)
    state.settings = settings
  }

  func confirmedAccount() async throws -> ConfirmedAccount {
    var settings = state.settings
    return try await services.account.confirmedAccount(&settings)
  }
}

/// Writes to two sinks.
private struct ForkedSink: ByteSink {
  let first: MemorySink
  let second: MemorySink

  func write(_ bytes: [UInt8]) {
    first.write(bytes)
    second.write(bytes)
  }

  func flush() {}
}

/// Counts what passes.
final class CountingTransport: Transport {
  private let transport: any Transport
  private let kept = Mutex<[APIRequest]>([])

  init(_ transport: any Transport) {
    self.transport = transport
  }

  var requests: [APIRequest] { kept.withLock(\.self) }
  var lines: [String] { requests.map { "\($0.method.rawValue) \($0.path)" } }

  func send(_ request: APIRequest) async throws -> APIResponse {
    kept.withLock { $0.append(request) }
    return try await transport.send(request)
  }
}

/// Answers by a function.
struct AnsweringTransport: Transport {
  var answer: @Sendable (APIRequest) throws -> APIResponse

  func send(_ request: APIRequest) async throws -> APIResponse { try answer(request) }

  static func json(_ status: Int, _ body: String) -> APIResponse {
    APIResponse(status: status, headers: ["request-id": "req_1"], body: Array(body.utf8))
  }
}
