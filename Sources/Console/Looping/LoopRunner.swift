import Analysis
import JSON

/// Runs a body once for each element, in their order. Where only the time it takes shows the
/// difference, several iterations are under way at once.
struct LoopRunner: Sendable {
  private var interpreter: Interpreter
  private let name: String
  private let body: [CheckedStatement]

  init(interpreter: Interpreter, name: String, body: [CheckedStatement]) {
    self.interpreter = interpreter
    self.name = name
    self.body = body
  }

  func run(over elements: [JSONValue], in state: inout SessionState) async throws {
    guard body.canOverlap(outside: state.variableNames) else {
      return try await runInTurn(elements, in: &state)
    }
    var loop = self
    // What only reads is read again by a run that resumes this one, overlapped or not: its steps
    // are not counted.
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

  /// One where the account answers at once, and as long as it has not answered anything.
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

  /// The same loop for one iteration, whose output waits for its turn.
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

  /// Runs the body on a copy of the state, which gives what it did back.
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
