import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Language
import Logging
import Planning
import StripeCatalog
import StripeWire
import Synchronization
import Testing

/// Answers requests by a function and keeps them.
final class ScriptedTransport: Transport {
  typealias Answering = @Sendable (_ request: APIRequest, _ number: Int) throws -> APIResponse

  private let kept = Mutex<[APIRequest]>([])
  private let answering: Answering

  /// - Parameter answering: gives the answer to a request; its number counts from 0.
  init(_ answering: @escaping Answering) {
    self.answering = answering
  }

  var requests: [APIRequest] { kept.withLock(\.self) }

  /// `GET /v1/invoices?limit=2`, for each request.
  var lines: [String] {
    requests.map { request in
      let encoded = request.encoded()
      let body = encoded.body.isEmpty ? "" : " " + String(decoding: encoded.body, as: UTF8.self)
      return "\(encoded.method.rawValue) \(encoded.target)\(body)"
    }
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    let number = kept.withLock { kept in
      kept.append(request)
      return kept.count - 1
    }
    return try answering(request, number)
  }
}

extension APIResponse {
  static func ok(_ body: String) -> APIResponse {
    APIResponse(status: 200, headers: ["request-id": "req_1"], body: Array(body.utf8))
  }

  static func failed(_ status: Int, _ code: String = "oops") -> APIResponse {
    let body = #"{"error":{"type":"api_error","code":"\#(code)","message":"no luck"}}"#
    return APIResponse(status: status, headers: ["request-id": "req_2"], body: Array(body.utf8))
  }

  /// A page of a list whose rows have those ids and fall in time.
  static func page(
    _ ids: [String], hasMore: Bool = false, from newest: Int = 1000
  ) -> APIResponse {
    let rows = ids.enumerated().map { #"{"id":"\#($1)","created":\#(newest - $0)}"# }
    return ok(#"{"object":"list","data":[\#(rows.joined(separator: ","))],"has_more":\#(hasMore)}"#)
  }
}

/// A clock that moves only when somebody sleeps by it, or by a tick whenever it is looked at.
final class TestClock: Sendable {
  private let state = Mutex((now: 1_780_272_000.0, sleeps: [Double]()))
  private let tick: Double

  init(tick: Double = 0) {
    self.tick = tick
  }

  var now: Double {
    state.withLock { state in
      state.now += tick
      return state.now
    }
  }

  var sleeps: [Double] { state.withLock(\.sleeps) }

  func sleep(_ seconds: Double) {
    state.withLock { state in
      state.now += seconds
      state.sleeps.append(seconds)
    }
  }
}

/// Keeps what was recorded of calls.
final class Records: Sendable {
  private let kept = Mutex<[OperationRecord]>([])

  var all: [OperationRecord] { kept.withLock(\.self) }
  func append(_ record: OperationRecord) { kept.withLock { $0.append(record) } }
}

/// Keeps what an engine had to say.
final class Notices: Sendable {
  private let kept = Mutex<[EngineNotice]>([])

  var all: [EngineNotice] { kept.withLock(\.self) }
  func append(_ notice: EngineNotice) { kept.withLock { $0.append(notice) } }
}

/// An engine that waits for nothing; its idempotency keys are numbered.
/// - Parameter sleep: what it does instead of waiting; the clock moves where nothing is said.
func makeEngine(
  _ transport: any Transport, clock: TestClock = TestClock(), records: Records = Records(),
  notices: Notices = Notices(), retries: RetryPolicy = RetryPolicy(), concurrency: Int = 4,
  keepsPrevious: Bool = false, sleep: (@Sendable (Double) async throws -> Void)? = nil
) -> Engine {
  let numbers = Atomic<Int>(0)
  return Engine(
    transport: transport,
    options: EngineOptions(
      retries: retries, concurrency: concurrency, keepsPrevious: keepsPrevious),
    dependencies: EngineDependencies(
      now: { clock.now }, elapsed: { clock.now }, sleep: sleep ?? { clock.sleep($0) },
      randomness: { 1 },
      makeIdempotencyKey: {
        IdempotencyKey("key-\(numbers.add(1, ordering: .relaxed).newValue)")
      },
      record: { records.append($0) }, notice: { notices.append($0) },
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
}

/// Why a text has no plan.
struct Unplanned: Error {
  var message: String
}

/// A text's only statement, with its names resolved.
func checked(_ text: String, variables: [String: JSONValue] = [:]) throws -> CheckedOperation {
  let source = SourceText(name: "test", text: text)
  let parsed = Parser.parse(source)
  let context = CheckContext(
    catalog: .embedded, variables: variables.mapValues { .known($0) })
  let compilation = Compiler.compile([parsed], context)
  let program = compilation.program
  if let problem = compilation.diagnostics.first {
    throw Unplanned(message: "\(problem.message): \(text)")
  }
  guard case .operation(let operation)? = program?.statements.first?.kind else {
    throw Unplanned(message: "this is no operation: \(text)")
  }
  return operation
}

/// The plan of a text's only statement.
func plan(
  _ text: String, variables: [String: JSONValue] = [:], planner: Planner = Planner()
) throws -> Plan {
  try planner.plan(
    try checked(text, variables: variables),
    with: Bindings(variables: variables, now: 1_780_272_000))
}

func readPlan(_ text: String, planner: Planner = Planner()) throws -> ReadPlan {
  guard case .read(let read) = try plan(text, planner: planner) else {
    throw Unplanned(message: "this is no read: \(text)")
  }
  return read
}

func writePlan(_ text: String, variables: [String: JSONValue] = [:]) throws -> WritePlan {
  guard case .write(let write) = try plan(text, variables: variables) else {
    throw Unplanned(message: "this is no write: \(text)")
  }
  return write
}

extension Engine {
  /// The rows of a statement as compact JSON.
  func rows(_ text: String) async throws -> [String] {
    var rows: [String] = []
    try await read(try readPlan(text)) { row in
      var bytes: [UInt8] = []
      row.appendCompact(to: &bytes)
      rows.append(String(decoding: bytes, as: UTF8.self))
    }
    return rows
  }

  /// The ids of a statement's rows.
  func ids(_ text: String) async throws -> [String] {
    var ids: [String] = []
    try await read(try readPlan(text)) { ids.append($0.id ?? "?") }
    return ids
  }

  /// The results of a write as `row id`, or `row !message`, and its summary.
  /// - Parameter mark: what of a row stands for it; its id where nothing is said.
  func written(
    _ plan: WritePlan, _ job: WriteJob = WriteJob(), mark: (Row) -> String? = { $0.id }
  ) async throws -> (results: [String], summary: WriteSummary) {
    var results: [String] = []
    let summary = try await write(try await open(plan, job)) { result in
      let row = result.row.map { "\($0) " } ?? ""
      switch result.outcome {
      case .done(let written): results.append("\(row)\(mark(written) ?? "?")")
      case .skipped: results.append("\(row)skipped")
      case .unchanged: results.append("\(row)unchanged")
      case .failed(let failure): results.append("\(row)!\(failure.message)")
      }
    }
    return (results, summary)
  }
}
