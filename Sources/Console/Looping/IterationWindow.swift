import JSON

/// The outcome of an iteration that ran on a copy of the state.
struct IterationEnding: Sendable {
  /// The error that ends the whole run; nil after success.
  var error: (any Error)?
  var effects = RunEffects()
}

/// The iterations that are running or waiting for their turn, in order.
struct IterationWindow {
  private let elements: [JSONValue]
  /// The number of the iteration whose turn it is.
  private(set) var front = 0
  private var next = 0
  private var endings: [Int: IterationEnding] = [:]
  /// True if an iteration ended the run; later ones are not started any more.
  private var endsEarly = false

  init(_ elements: [JSONValue]) {
    self.elements = elements
  }

  var isFinished: Bool { front >= elements.count }

  /// Returns the next iteration to start, or nil if `width` iterations are already in the window.
  /// The front iteration is always started.
  mutating func start(width: Int) -> (number: Int, element: JSONValue)? {
    guard next < elements.count, next == front || (next - front < width && !endsEarly) else {
      return nil
    }
    defer { next += 1 }
    return (next, elements[next])
  }

  /// Records the outcome of an iteration.
  mutating func ended(_ number: Int, _ ending: IterationEnding) {
    endings[number] = ending
    if ending.error != nil { endsEarly = true }
  }

  /// Returns the outcome of the front iteration if it has ended, and advances the front.
  mutating func takeFront() -> (number: Int, ending: IterationEnding)? {
    guard let ending = endings.removeValue(forKey: front) else { return nil }
    defer { front += 1 }
    return (front, ending)
  }
}
