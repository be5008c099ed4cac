import Synchronization

/// What tasks leave for one reader, who takes everything at once and waits only where there is
/// nothing.
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

  /// Ends the reader's wait although nothing has come.
  func wake() {
    arrived.yield()
  }

  /// Everything that has come, in the order it came.
  func take() -> [Message] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  /// Returns when something has come since the last wait, the reader was woken, or its task was
  /// cancelled.
  func wait() async {
    for await _ in arrivals { return }
  }
}

extension Result where Failure == any Error {
  /// What work comes to, to be left in a mailbox.
  static func of(_ work: () async throws -> Success) async -> Self {
    do {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}
