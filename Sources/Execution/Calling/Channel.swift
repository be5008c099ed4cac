import Synchronization

/// Messages from tasks to one reader, which takes all of them at once and waits only if there are
/// none.
final class Channel<Message: Sendable>: Sendable {
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

  /// Ends the reader's wait even if there is no message.
  func wake() {
    arrived.yield()
  }

  /// Returns and removes all messages, in the order they came.
  func take() -> [Message] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  /// Waits until a message has come since the last wait, the reader was woken, or its task was
  /// cancelled.
  func wait() async {
    for await _ in arrivals { return }
  }
}

extension Result where Failure == any Error {
  /// Returns the outcome of some work as a value, to be put into a channel.
  static func of(_ work: () async throws -> Success) async -> Self {
    do {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}
