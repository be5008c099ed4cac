import Synchronization

/// What tasks leave for one reader, who takes everything at once and waits only where there is
/// nothing.
final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let arrivals: AsyncStream<Void>
  private let arrived: AsyncStream<Void>.Continuation

  init() {
    (arrivals, arrived) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func put(_ message: Message) {
    messages.withLock { $0.append(message) }
    arrived.yield()
  }

  /// Everything that has come, in the order it came.
  func take() -> [Message] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  /// Returns when something has come since the last wait, or the reader's task was cancelled.
  func wait() async {
    for await _ in arrivals { return }
  }
}
