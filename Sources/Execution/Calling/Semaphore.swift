/// Limits the number of concurrent requests of all loops and range scans. The request that has
/// waited longest is first.
actor Semaphore {
  private var free: Int
  private var line = WaitingLine()

  init(_ count: Int) {
    free = max(1, count)
  }

  /// Takes a slot, after a wait if necessary; `leave` releases it.
  /// - Throws: `CancellationError`, without a slot.
  func enter() async throws {
    guard free == 0 else { return free -= 1 }
    let number = line.takeNumber()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.join($0, as: number) }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  func leave() {
    if !line.releaseFirst() { free += 1 }
  }

  private func cancel(_ number: Int) { line.cancel(number) }
}
