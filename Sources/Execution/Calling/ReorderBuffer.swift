/// Which of many pieces of work are under way, and the results that wait for those before them.
struct ReorderBuffer<Result> {
  /// Pieces that were begun; their numbers count from 0.
  private(set) var begun = 0
  private var front = 0
  private var results: [Int: Result] = [:]

  /// The maximum number of results held back after a slow one; no more work is begun beyond it.
  private static var mostHeld: Int { 256 }

  /// The number of the next piece to begin while no more than `width` are under way; nil when
  /// there is no room for one.
  mutating func begin(width: Int) -> Int? {
    let underWay = begun - front - results.count
    guard underWay < width, results.count < Self.mostHeld else { return nil }
    defer { begun += 1 }
    return begun
  }

  mutating func ended(_ number: Int, with result: Result) {
    results[number] = result
  }

  /// The result of the first piece that was not handed on yet, where it has come.
  mutating func popFront() -> Result? {
    guard let result = results.removeValue(forKey: front) else { return nil }
    front += 1
    return result
  }
}
