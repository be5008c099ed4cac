/// The pieces of work that are under way, and the results that wait for earlier ones.
struct ReorderBuffer<Result> {
  /// The number of pieces that were begun; pieces are numbered from 0.
  private(set) var begun = 0
  private var front = 0
  private var results: [Int: Result] = [:]

  /// The maximum number of results held back after a slow one; no more work is begun beyond it.
  private static var maxHeld: Int { 256 }

  /// Returns the number of the next piece to begin; nil if `width` are under way or too many
  /// results are held.
  mutating func begin(width: Int) -> Int? {
    let underWay = begun - front - results.count
    guard underWay < width, results.count < Self.maxHeld else { return nil }
    defer { begun += 1 }
    return begun
  }

  mutating func ended(_ number: Int, with result: Result) {
    results[number] = result
  }

  /// Returns the result of the first piece that was not returned yet; nil if it has not ended.
  mutating func popFront() -> Result? {
    guard let result = results.removeValue(forKey: front) else { return nil }
    front += 1
    return result
  }
}
