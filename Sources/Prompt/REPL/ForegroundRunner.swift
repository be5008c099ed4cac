import Dispatch
import Synchronization

/// Runs asynchronous work while the main thread waits, polls for Ctrl-C and answers the questions
/// of the work at the prompt.
struct ForegroundRunner {
  let interrupts: any InterruptSource
  /// Called when Ctrl-C is about to cancel the work.
  var noteCancellation: () -> Void = {}

  /// The interval between polls, short enough not to be noticed.
  private static let pause = DispatchTimeInterval.milliseconds(20)

  /// Runs the work to its end and returns its result; Ctrl-C cancels it.
  func run<Result: Sendable>(
    answering answer: (String) -> LineInput,
    work: @escaping @Sendable (@escaping Asking) async -> Result
  ) -> Result {
    // A Ctrl-C from before this run must not cancel it.
    _ = interrupts.takeInterrupt()
    let done = Handover<Result>()
    let questions = QuestionDesk()
    let task = Task.detached { done.put(await work { await questions.ask($0) }) }
    defer { _ = interrupts.takeInterrupt() }
    while true {
      if let result = done.take(within: ForegroundRunner.pause) { return result }
      if let question = questions.next() {
        question.reply(reply(to: question.text, by: answer, cancelling: task))
      }
      if interrupts.takeInterrupt() {
        noteCancellation()
        task.cancel()
      }
    }
  }

  /// Asks a question; Ctrl-C declines it and cancels the work.
  private func reply(
    to question: String, by answer: (String) -> LineInput, cancelling task: Task<Void, Never>
  ) -> String? {
    switch answer(question) {
    case .line(let line), .edit(let line), .reopened(let line):
      return line
    case .endOfInput:
      return nil
    case .interrupted:
      task.cancel()
      return nil
    }
  }

  /// Waits for work that is short and cannot be cancelled.
  static func blocking<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result {
    let done = Handover<Result>()
    Task.detached { done.put(await work()) }
    while true {
      if let result = done.take(within: .seconds(3600)) { return result }
    }
  }
}

/// Passes one value from a task to the thread that waits for it.
private final class Handover<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let arrival = DispatchSemaphore(value: 0)

  func put(_ new: Value) {
    value.withLock { $0 = new }
    arrival.signal()
  }

  func take(within time: DispatchTimeInterval) -> Value? {
    guard arrival.wait(timeout: .now() + time) == .success else { return nil }
    return value.withLock(\.self)
  }
}

/// The questions of running work, in the order in which they were asked.
private final class QuestionDesk: Sendable {
  struct Question: Sendable {
    let text: String
    let reply: @Sendable (String?) -> Void
  }

  private let open = Mutex<[Question]>([])

  func ask(_ text: String) async -> String? {
    await withCheckedContinuation { continuation in
      let question = Question(text: text) { continuation.resume(returning: $0) }
      open.withLock { $0.append(question) }
    }
  }

  func next() -> Question? {
    open.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
