import Analysis
import JSON

extension Session {
  /// Runs a body once for each element, in their order. Where nobody can tell but by the time it
  /// takes, several iterations are under way at once.
  func iterate(
    over elements: [JSONValue], as name: String, _ body: [CheckedStatement]
  ) async throws {
    var rest = elements[...]
    let canOverlap = body.canOverlap(outside: Set(scopes.flatMap(\.keys)))
    // What only reads is read again by a run that resumes this one, side by side or not: its steps
    // are not counted.
    let journal = journal
    if canOverlap { self.journal = nil }
    defer { if canOverlap { self.journal = journal } }
    while let element = rest.first {
      if canOverlap, rest.count > 1, await iterationsAtOnce() > 1 {
        return try await iterateSideBySide(over: Array(rest), as: name, body)
      }
      rest.removeFirst()
      try await inBlock([name: element], body)
    }
  }

  /// One where the account answers at once, and as long as it has not answered anything.
  private func iterationsAtOnce() async -> Int {
    guard let cachedEngine else { return 1 }
    return min(await cachedEngine.width, mostIterationsAtOnce)
  }

  private func iterateSideBySide(
    over elements: [JSONValue], as name: String, _ body: [CheckedStatement]
  ) async throws {
    var window = IterationWindow(elements)
    var outputs: [Int: HeldOutput] = [:]
    try await withThrowingTaskGroup(of: (Int, IterationEnding).self) { group in
      while !window.isFinished {
        let width = await iterationsAtOnce()
        while let (number, element) = window.start(width: width) {
          let output = makeHeldOutput()
          outputs[number] = output
          let session = Session(
            iterationOf: self, output: output,
            mostIterationsAtOnce: max(1, width / elements.count))
          group.addTask { (number, await session.runIteration([name: element], body)) }
        }
        try outputs[window.front]?.takeTurn()
        guard let (number, ending) = try await group.next() else { return }
        window.ended(number, ending)
        while let (number, ending) = window.takeFront() {
          try outputs.removeValue(forKey: number)?.takeTurn()
          try take(ending)
        }
      }
    }
  }

  private func makeHeldOutput() -> HeldOutput {
    HeldOutput(
      results: results.sink, messages: surroundings.messages.sink,
      directory: surroundings.engine.temporaryDirectory)
  }

  /// Runs a body in a session that was made for it.
  private func runIteration(
    _ names: [String: JSONValue], _ body: [CheckedStatement]
  ) async -> IterationEnding {
    var ending = IterationEnding()
    do {
      try await inBlock(names, body)
    } catch {
      ending.error = error
    }
    ending.failures = failures
    ending.shownIDs = recentIDs.ids
    return ending
  }

  /// Does what an iteration would have done to this session itself.
  private func take(_ ending: IterationEnding) throws {
    failures += ending.failures
    for id in ending.shownIDs { recentIDs.note(id) }
    if let error = ending.error { throw error }
  }
}

/// What an iteration that ran in a session of its own leaves behind.
struct IterationEnding: Sendable {
  /// What ends the whole run.
  var error: (any Error)?
  var failures = 0
  var shownIDs: [String] = []
}

/// Which iterations are under way: a few from the first on whose end has not been taken.
struct IterationWindow {
  private let elements: [JSONValue]
  /// The iteration whose turn it is.
  private(set) var front = 0
  private var next = 0
  private var endings: [Int: IterationEnding] = [:]
  /// Whether an iteration ended the run: none behind it is started any more.
  private var endsEarly = false

  init(_ elements: [JSONValue]) {
    self.elements = elements
  }

  var isFinished: Bool { front >= elements.count }

  /// The next iteration to start while no more than `width` are begun and not taken; the front one
  /// is always started.
  mutating func start(width: Int) -> (number: Int, element: JSONValue)? {
    guard next < elements.count, next == front || (next - front < width && !endsEarly) else {
      return nil
    }
    defer { next += 1 }
    return (next, elements[next])
  }

  mutating func ended(_ number: Int, _ ending: IterationEnding) {
    endings[number] = ending
    if ending.error != nil { endsEarly = true }
  }

  /// The end of the front iteration, once; the one behind it is the front then.
  mutating func takeFront() -> (number: Int, ending: IterationEnding)? {
    guard let ending = endings.removeValue(forKey: front) else { return nil }
    defer { front += 1 }
    return (front, ending)
  }
}
