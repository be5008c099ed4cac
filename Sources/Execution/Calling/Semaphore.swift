/// Limits how many requests are under way at once, whichever loops and range scans they come from.
/// The one that has waited longest goes first.
actor Semaphore {
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var waits = 0

  init(_ count: Int) {
    free = max(1, count)
  }

  /// Takes a slot, if need be after a wait; `leave` gives it back.
  /// - Throws: `CancellationError`, without a slot.
  func enter() async throws {
    guard free == 0 else { return free -= 1 }
    waits += 1
    let number = waits
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting[number] = $0 }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  func leave() {
    guard let first = waiting.keys.min() else { return free += 1 }
    waiting.removeValue(forKey: first)?.resume()
  }

  private func cancel(_ number: Int) {
    waiting.removeValue(forKey: number)?.resume(throwing: CancellationError())
  }
}
