import JSON

/// What an iteration that ran on a state of its own leaves behind.
struct IterationEnding: Sendable {
  /// What ends the whole run.
  var error: (any Error)?
  var effects = RunEffects()
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
