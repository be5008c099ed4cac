/// Keeps the results of writes that run side by side in the order of their inputs.
struct WriteQueue {
  private var begun = 0
  private var front = 0
  private var results: [Int: WriteResult] = [:]

  /// Results held back behind one that is slow: beyond so many nothing further is begun.
  private static let mostHeld = 512

  /// Writes under way.
  var underWay: Int { begun - front - results.count }
  var isEmpty: Bool { begun == front }

  /// Whether another write may begin while no more than `width` are under way.
  func hasRoom(width: Int) -> Bool {
    underWay < width && begun - front < Self.mostHeld
  }

  /// The number of the write that begins now.
  mutating func begin() -> Int {
    defer { begun += 1 }
    return begun
  }

  mutating func end(_ number: Int, with result: WriteResult) {
    results[number] = result
  }

  /// The next result in the order of the inputs; nil where it must be waited for.
  mutating func next() -> WriteResult? {
    guard let result = results.removeValue(forKey: front) else { return nil }
    front += 1
    return result
  }
}
