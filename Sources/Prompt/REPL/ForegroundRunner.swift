import Dispatch
import Synchronization

/// Runs asynchronous work while the main thread waits for it, looking out for Ctrl-C and for
/// questions that the work wants answered at the prompt.
struct ForegroundRunner {
  let interrupts: any InterruptSource
  /// Called when Ctrl-C is about to cancel the work.
  var noteCancellation: () -> Void = {}

  /// How often a wait looks up: far below what a person notices.
  private static let pause = DispatchTimeInterval.milliseconds(20)

  /// Runs the work to its end and answers with its result; Ctrl-C cancels it.
  func run<Result: Sendable>(
    answering answer: (String) -> LineInput,
    work: @escaping @Sendable (@escaping Asking) async -> Result
  ) -> Result {
    // A Ctrl-C from before belongs to nothing that runs now.
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

  /// Ctrl-C at a question declines it and with it the statement.
  private func reply(
    to question: String, by answer: (String) -> LineInput, cancelling task: Task<Void, Never>
  ) -> String? {
    switch answer(question) {
    case .line(let line):
      return line
    case .endOfInput:
      return nil
    case .interrupted:
      task.cancel()
      return nil
    }
  }

  /// Waits for work that nobody needs to cancel.
  static func blocking<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result {
    let done = Handover<Result>()
    Task.detached { done.put(await work()) }
    while true {
      if let result = done.take(within: .seconds(3600)) { return result }
    }
  }
}

/// One value on its way from a task to the thread that waits for it.
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

/// Questions of running work, first come first served.
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
