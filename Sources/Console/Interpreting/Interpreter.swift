import Analysis
import Diagnostics
import Execution
import Expressions
import JSON
import Planning

/// Ends a run from within.
enum RunEnd: Error {
  /// `exit 3`
  case exit(Int32)
  /// A failure under `on_error = stop`, already reported.
  case stopped(Int32)
}

extension Session {
  /// Exit code of a run in which some statements or rows failed and the rest was done.
  static let partialFailure: Int32 = 3
  /// Exit code of a run that Ctrl-C ended, as shells give it.
  static let interrupted: Int32 = 130
  /// Exit code of a run whose reader went away, as shells give it for a closed pipe.
  static let closedPipe: Int32 = 141

  /// Runs a checked program, its journal kept; answers with the exit code.
  func run(_ program: CheckedProgram, of sources: [SourceText]) async -> Int32 {
    failures = 0
    startedAt = Int(surroundings.engine.now())
    do {
      try beginJournal(of: program, sources)
    } catch {
      report(error)
      return error.exitCode
    }
    let code = await runInItsAccount(program)
    endJournal(code)
    return code
  }

  /// Whose account it is must be known before the first write where a journal or a report says it.
  private func runInItsAccount(_ program: CheckedProgram) async -> Int32 {
    do {
      if journal?.journal.isResumed == true || settings.journal != nil { try await checkOwner() }
      if program.writes, !settings.dryRun, settings.report != nil, try connect().stripe != nil {
        _ = try await confirmedAccount()
      }
    } catch let failure as Failure {
      report(failure)
      return failure.exitCode
    } catch {
      return Self.interrupted
    }
    return await run(program)
  }

  private func run(_ program: CheckedProgram) async -> Int32 {
    do {
      try await run(program.statements)
      return failures > 0 ? Self.partialFailure : 0
    } catch RunEnd.exit(let code) {
      hasExited = true
      return code
    } catch RunEnd.stopped(let code) {
      return code
    } catch is CancellationError {
      return Self.interrupted
    } catch is ClosedOutput {
      return Self.closedPipe
    } catch let failure as Failure {
      report(failure)
      return failure.exitCode
    } catch {
      writeMessage("error: \(error)\n")
      return 1
    }
  }

  private func run(_ statements: [CheckedStatement]) async throws {
    for statement in statements { try await runGuarded(statement) }
  }

  /// Runs a statement; a failure is dealt with as `on_error` says.
  private func runGuarded(_ statement: CheckedStatement) async throws {
    try Task.checkCancellation()
    do {
      try await run(statement)
    } catch var failure as Failure {
      if failure.concernsStatement { failure.place = failure.place ?? statement.place }
      try deal(with: failure)
    } catch let error as PlanningError {
      try deal(with: Failure(error))
    } catch let error as EvaluationError {
      try deal(with: Failure(error, at: statement.place))
    }
  }

  func deal(with failure: Failure) throws {
    failures += 1
    switch settings.onError {
    case .stop:
      report(failure)
      throw RunEnd.stopped(failure.exitCode)
    case .continue:
      report(failure)
    case .emit:
      try show([failure.document(row: nil)])
    }
  }

  private func run(_ statement: CheckedStatement) async throws {
    switch statement.kind {
    case .operation(let operation):
      try await perform(operation)
    case .assignment(let name, let value):
      try await assign(name, value, at: statement.place)
    case .loop(let name, let rows, let body):
      try await loop(name, rows, body, at: statement.place)
    case .conditional(let branches, let otherwise):
      try await runBranch(branches, otherwise, at: statement.place)
    case .assertion(let condition, let message):
      try await assert(condition, message, at: statement.place)
    case .print(let value):
      guard let value = try await self.value(value, at: statement.place) else { return }
      try printText(value.string ?? value.compact)
    case .included(let statements):
      try await run(statements)
    case .use(let profile):
      try await use(profile: profile)
    case .setting(let setting, let value):
      guard let value = try await self.value(value, at: statement.place) else { return }
      try set(setting, to: value, from: "set")
    case .show(let topic):
      try show(topic)
    case .describe(let description):
      try show(Describer(catalog: catalog).rows(of: description))
    case .explain(let analyzes, let inner):
      if analyzes { try await analyze(inner) } else { try explain(inner) }
    case .testConnection:
      try await testConnection()
    case .help(let topic):
      try printText(try help(on: topic))
    case .exit(let code):
      throw RunEnd.exit(try await exitCode(code, at: statement.place))
    }
  }
}

extension Session {
  private func loop(
    _ name: String, _ rows: CheckedValue, _ body: [CheckedStatement], at place: Place
  ) async throws {
    guard let value = try await self.value(rows, at: place) else { return }
    let elements = value.array ?? value["data"]?.array ?? (value.isNull ? [] : [value])
    try await iterate(over: elements, as: name, body)
  }

  private func runBranch(
    _ branches: [CheckedBranch], _ otherwise: [CheckedStatement], at place: Place
  ) async throws {
    for branch in branches {
      guard let condition = try await self.value(branch.condition, at: place) else { return }
      if try truth(of: condition, at: place) { return try await inBlock([:], branch.body) }
    }
    try await inBlock([:], otherwise)
  }

  /// Runs a block; the names it gives end with it.
  func inBlock(_ names: [String: JSONValue], _ body: [CheckedStatement]) async throws {
    scopes.append(names)
    defer { scopes.removeLast() }
    try await run(body)
  }

  private func assert(
    _ condition: CheckedValue, _ message: CheckedValue?, at place: Place
  ) async throws {
    guard let value = try await self.value(condition, at: place) else { return }
    if try truth(of: value, at: place) { return }
    var text: JSONValue?
    if let message { text = try await self.value(message, at: place) }
    throw Failure(.assertion(text?.string ?? "the assertion does not hold"), at: place)
  }

  /// `exit` without a code is 0; shells see its lowest eight bits.
  private func exitCode(_ code: CheckedValue?, at place: Place) async throws -> Int32 {
    guard let code, let value = try await value(code, at: place) else { return 0 }
    guard let number = value.numeric?.integer else {
      throw Failure(.value("`exit` wants a whole number"), at: place)
    }
    return Int32(truncatingIfNeeded: number & 0xFF)
  }

  private func truth(of value: JSONValue, at place: Place) throws -> Bool {
    do {
      return try Scalar.constant(value).holds(on: NoRow())
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Gives a name a value: the one it has outside the block at hand, or else a new one here.
  private func assign(_ name: String, _ value: CheckedValue, at place: Place) async throws {
    guard let computed = try await self.value(value, at: place) else { return }
    let scope = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
    guard scopes.indices.contains(scope) else { return }
    scopes[scope][name] = computed
  }

  /// The value of an expression, its inner operations run; nil where a dry run leaves it unknown.
  func value(_ value: CheckedValue, at place: Place) async throws -> JSONValue? {
    guard let bindings = try await bindings(running: value.inner) else { return nil }
    do {
      return try value.scalar.bound(bindings).evaluated(on: NoRow())
    } catch {
      if settings.dryRun { return nil }
      throw Failure(error, at: place)
    }
  }

  /// What scalars may refer to, the inner operations run in order.
  func bindings(running inner: [InnerOperation]) async throws -> Bindings? {
    var results: [JSONValue] = []
    for operation in inner {
      guard let result = try await result(of: operation) else { return nil }
      results.append(result)
    }
    var bindings = bindings()
    bindings.results = results
    return bindings
  }

  /// The names in force; outside of blocks none is copied, however many there are.
  private var variables: [String: JSONValue] {
    guard let outermost = scopes.first else { return [:] }
    return scopes.dropFirst().reduce(into: outermost) { $0.merge($1) { _, inner in inner } }
  }

  func bindings() -> Bindings {
    Bindings(
      variables: variables,
      now: journal?.journal.header.startedAt ?? startedAt ?? Int(surroundings.engine.now()),
      environment: surroundings.environment)
  }
}
