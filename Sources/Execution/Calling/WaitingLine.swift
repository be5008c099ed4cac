/// Tasks that wait for their turn, released in the order in which they joined. The actor that owns
/// it also removes those that are cancelled.
struct WaitingLine {
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var numbers = 0

  var count: Int { waiting.count }
  var isEmpty: Bool { waiting.isEmpty }

  /// Returns the number for the next task to join.
  mutating func takeNumber() -> Int {
    numbers += 1
    return numbers
  }

  mutating func join(_ task: CheckedContinuation<Void, any Error>, as number: Int) {
    waiting[number] = task
  }

  /// Ends the wait of a cancelled task, if it still waits.
  mutating func cancel(_ number: Int) {
    waiting.removeValue(forKey: number)?.resume(throwing: CancellationError())
  }

  /// Releases the task that has waited longest.
  /// - Returns: true if there was one.
  @discardableResult
  mutating func releaseFirst() -> Bool {
    guard let first = waiting.keys.min() else { return false }
    waiting.removeValue(forKey: first)?.resume()
    return true
  }

  /// Releases all tasks.
  /// - Parameter error: the error that all of them throw; nil to let them continue.
  mutating func releaseAll(throwing error: (any Error)? = nil) {
    let all = waiting.sorted { $0.key < $1.key }
    waiting = [:]
    for (_, task) in all {
      if let error { task.resume(throwing: error) } else { task.resume() }
    }
  }
}
