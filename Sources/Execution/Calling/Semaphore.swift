/// Limits how many requests are under way at once, whichever loops and range scans they come from.
/// The one that has waited longest goes first.
actor Semaphore {
  private var free: Int
  private var line = WaitingLine()

  init(_ count: Int) {
    free = max(1, count)
  }

  /// Takes a slot, if need be after a wait; `leave` gives it back.
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
