import Analysis
import JSON

/// Runs a body once for each element, in order. Iterations run concurrently if only the duration
/// shows the difference.
struct LoopRunner: Sendable {
  private var interpreter: Interpreter
  private let name: String
  private let body: [CheckedStatement]

  init(interpreter: Interpreter, name: String, body: [CheckedStatement]) {
    self.interpreter = interpreter
    self.name = name
    self.body = body
  }

  /// Runs the body for all elements.
  /// - Throws: the error of the first iteration, in their order, that ended the run.
  func run(over elements: [JSONValue], in state: inout SessionState) async throws {
    // Rows for one database must be written by one iteration after the other.
    let isForDatabase = state.settings.output.map { ResultAddress($0).isDatabase } ?? false
    guard !isForDatabase, body.canOverlap(outside: state.variableNames) else {
      return try await runInTurn(elements, in: &state)
    }
    var loop = self
    // A resumed run repeats reads, concurrent or not, so they are not counted as steps of the
    // journal.
    loop.interpreter.services.journal = nil
    var rest = elements[...]
    while !rest.isEmpty {
      if rest.count > 1, await loop.iterationsAtOnce(state) > 1 {
        return try await loop.runOverlapped(Array(rest), in: &state)
      }
      try await loop.runInTurn([rest.removeFirst()], in: &state)
    }
  }

  private func runInTurn(_ elements: [JSONValue], in state: inout SessionState) async throws {
    for element in elements {
      try await interpreter.runBlock(body, naming: [name: element], in: &state)
    }
  }

  /// Returns the number of concurrent iterations: one before the first response, and for accounts
  /// without latency.
  private func iterationsAtOnce(_ state: SessionState) async -> Int {
    let services = interpreter.services
    guard let engine = services.account.engineInForce(state.settings) else { return 1 }
    return min(await engine.width, services.maxConcurrentIterations)
  }

  private func runOverlapped(
    _ elements: [JSONValue], in state: inout SessionState
  ) async throws {
    let initial = state.forIteration
    var window = IterationWindow(elements)
    var outputs: [Int: OrderedOutput] = [:]
    try await withThrowingTaskGroup(of: (Int, IterationEnding).self) { group in
      while !window.isFinished {
        let width = await iterationsAtOnce(initial)
        while let (number, element) = window.start(width: width) {
          let output = orderedOutput(initial)
          outputs[number] = output
          let iteration = iteration(
            initial, writingTo: output, maxConcurrentIterations: max(1, width / elements.count))
          group.addTask { (number, await iteration.runOne(element, initial)) }
        }
        try outputs[window.front]?.beginTurn()
        guard let (number, ending) = try await group.next() else { return }
        window.ended(number, ending)
        while let (number, ending) = window.takeFront() {
          try outputs.removeValue(forKey: number)?.beginTurn()
          state.effects.merge(ending.effects)
          if let error = ending.error { throw error }
        }
      }
    }
  }

  private func orderedOutput(_ state: SessionState) -> OrderedOutput {
    let services = interpreter.services
    return OrderedOutput(
      results: services.output(state).results.sink, messages: services.streams.messages.sink,
      directory: services.dependencies.engine.temporaryDirectory)
  }

  /// Returns a copy of the loop for one iteration, whose output waits for its turn.
  private func iteration(
    _ state: SessionState, writingTo output: OrderedOutput, maxConcurrentIterations: Int
  ) -> LoopRunner {
    var iteration = self
    let services = interpreter.services
    iteration.interpreter.services.streams = services.streams.ordered(
      by: output, results: services.output(state).results)
    iteration.interpreter.services.maxConcurrentIterations = maxConcurrentIterations
    return iteration
  }

  /// Runs the body on a copy of the state, and returns its effects.
  private func runOne(_ element: JSONValue, _ initial: SessionState) async -> IterationEnding {
    var state = initial
    var ending = IterationEnding()
    do {
      try await runInTurn([element], in: &state)
    } catch {
      ending.error = error
    }
    ending.effects = state.effects
    return ending
  }
}
