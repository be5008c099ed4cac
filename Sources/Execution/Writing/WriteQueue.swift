/// Keeps the results of requests that run side by side in the order of their inputs.
struct WriteQueue {
  private var begun = 0
  private var front = 0
  private var results: [Int: [WriteResult]] = [:]
  /// What the requests under way change that have that in common with others.
  private var paths: [Int: String] = [:]
  private var rows = 0

  /// Results held back behind one that is slow: beyond so many nothing further is begun.
  private static let mostHeld = 512

  /// Requests under way.
  var underWay: Int { begun - front - results.count }
  var isEmpty: Bool { begun == front }

  /// Whether another request may begin while no more than `width` are under way.
  func hasRoom(width: Int) -> Bool {
    underWay < width && rows < Self.mostHeld
  }

  /// Whether nothing is under way that must come before it.
  func isFree(for group: WriteGroup) -> Bool {
    group.path.map { !paths.values.contains($0) } ?? true
  }

  /// The number of the request that begins now.
  mutating func begin(_ group: WriteGroup) -> Int {
    defer { begun += 1 }
    rows += group.inputs.count
    paths[begun] = group.path
    return begun
  }

  mutating func end(_ number: Int, with ended: [WriteResult]) {
    paths[number] = nil
    results[number] = ended
  }

  /// The results that are no longer waited for, in the order of the inputs.
  mutating func endedInOrder() -> [WriteResult] {
    var ended: [WriteResult] = []
    while let next = results.removeValue(forKey: front) {
      front += 1
      ended += next
    }
    rows -= ended.count
    return ended
  }
}
