/// Keeps the results of concurrent requests in the order of their inputs.
struct WriteQueue {
  private var begun = 0
  private var front = 0
  private var results: [Int: [WriteResult]] = [:]
  /// The paths of requests under way that change the same object as others with the same path.
  private var paths: [Int: String] = [:]
  private var rows = 0

  /// The maximum number of results that wait for a slow one; above it nothing further is begun.
  private static let maxHeld = 512

  /// The number of concurrent requests.
  var underWay: Int { begun - front - results.count }
  var isEmpty: Bool { begun == front }

  /// Returns true if another request may begin while at most `width` are under way.
  func hasRoom(width: Int) -> Bool {
    underWay < width && rows < Self.maxHeld
  }

  /// Returns true if no request under way must end before a group is sent.
  func isFree(for group: WriteGroup) -> Bool {
    group.path.map { !paths.values.contains($0) } ?? true
  }

  /// Returns the number of a request that begins now.
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

  /// Removes and returns the results that are complete up to a point, in the order of the inputs.
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
