import Console
import Diagnostics
import Execution
import Foundation
import JSON
import SandboxServer
import SandboxStore
import StripeSandbox
import StripeWire
import Synchronization
import Testing

/// A sandbox whose clock is set by hand, and scripts of the cookbook run against it.
final class Shop: Sendable {
  /// What one run of a script did.
  struct Run {
    var code: Int32
    var lines: [String]
    var messages: String
    /// Requests that were sent and write, as `POST /v1/…`.
    var writes: [String]
  }

  let scratch: ScratchDirectory
  private let place: TestPlace
  private let transport: CutTransport

  /// - Parameter isTerminal: whether a person reads the results.
  init(isTerminal: Bool = false) throws {
    let clock = Seconds(1_769_904_000)  // 2026-02-01
    let numbers = Atomic<UInt64>(1)
    let sandbox = try Sandbox(
      storage: .memory, clock: { clock.next() },
      randomness: { numbers.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15 })
    transport = CutTransport(SandboxTransport(sandbox))
    place = try TestPlace(
      transport, isTerminal: isTerminal, now: { Double(clock.now) })
    scratch = try ScratchDirectory()
    time = clock
  }

  /// The present of the sandbox and of the statements.
  let time: Seconds

  /// Cuts the network once so many writes have arrived, the last of them without its answer.
  func cut(afterWrites count: Int?) { transport.left.withLock { $0 = count } }

  /// Runs a script of the folder.
  func job(
    _ script: String, _ arguments: [String] = [], journal: String? = nil, resumes: Bool = false,
    onError: ErrorPolicy = .stop, dryRun: Bool = false, report: String? = nil
  ) async throws -> Run {
    let path = Cookbook.path(of: script)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let numbered = arguments.enumerated().map { ("\($0 + 1)", JSONValue.string($1)) }
    var settings = SessionSettings()
    settings.set(.onError, to: .string(onError.rawValue), from: "test")
    settings.dryRun = dryRun
    settings.report = report
    settings.journal = journal
    settings.resumes = resumes
    return await run(
      SourceText(name: script, text: text), settings, Dictionary(uniqueKeysWithValues: numbered))
  }

  /// Runs a script that only reports, twice: both runs answer the same, and send no write.
  /// - Parameter file: what the script writes to, if it prints nothing.
  func report(_ script: String, _ arguments: [String] = [], file: String? = nil) async throws -> Run
  {
    let first = try await job(script, arguments)
    #expect(first.code == 0, "\(first.messages)")
    let text = file.map { written($0) }
    let second = try await job(script, arguments)
    #expect(second.lines == first.lines && file.map { written($0) } == text)
    #expect(first.writes + second.writes == [])
    return first
  }

  /// Runs statements, such as those that fill the sandbox.
  func run(_ text: String) async -> Run {
    await run(SourceText(name: "test", text: text), SessionSettings(), [:])
  }

  private func run(
    _ text: SourceText, _ settings: SessionSettings, _ variables: [String: JSONValue]
  ) async -> Run {
    let (lines, messages) = (place.lines.count, place.messages.text.count)
    let requests = place.transport.requests.count
    let session = place.session(settings, variables: variables)
    let refusal = await session.start()
    let code = if let refusal { refusal } else { await session.run([text]) }
    let writes = place.transport.requests.dropFirst(requests).filter { $0.method != .get }
    return Run(
      code: code, lines: Array(place.lines.dropFirst(lines)),
      messages: String(place.messages.text.dropFirst(messages)),
      writes: writes.map { "\($0.method.rawValue) \($0.path)" })
  }

  /// What statements wrote to a file.
  func written(_ name: String) -> String { place.file(name) }

  /// A file in the shop's own directory.
  func file(_ name: String, _ text: String = "") throws -> String {
    let path = "\(scratch.path)/\(name)"
    if !text.isEmpty { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    return path
  }
}

/// Unix seconds that grow by one with each look, so that the order of objects is known.
final class Seconds: Sendable {
  private let value: Atomic<Int>

  init(_ start: Int) { value = Atomic(start) }

  var now: Int { value.load(ordering: .relaxed) }
  func next() -> Int { value.add(1, ordering: .relaxed).newValue }
  func pass(days: Int) { value.add(days * 86_400, ordering: .relaxed) }
}

/// A network that may be cut after some writes.
private final class CutTransport: Transport {
  private let transport: any Transport
  let left = Mutex<Int?>(nil)

  init(_ transport: any Transport) { self.transport = transport }

  func send(_ request: APIRequest) async throws -> APIResponse {
    guard request.method != .get else { return try await transport.send(request) }
    let position = left.withLock { left in
      left = left.map { $0 - 1 }
      return left
    }
    if let position, position < 0 { throw TransportError.refused("cut") }
    let response = try await transport.send(request)
    if position == 0 { throw TransportError.timedOut(seconds: 1) }
    return response
  }
}
