import NIOCore
import Synchronization

/// The event that tells a connection that the server ends.
struct ServingEnds: Sendable {}

/// The connections of a server.
final class OpenConnections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isEnding = false
  }

  /// The time within which a client must take its last answer.
  private static let patience = TimeAmount.seconds(5)

  private let state = Mutex(State())

  /// Keeps a connection until it closes; called on its event loop.
  func add(_ channel: any Channel) {
    let isEnding = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isEnding
    }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }
    if isEnding { channel.close(promise: nil) }
  }

  /// Ends all connections, and returns when they are closed.
  func end() async {
    let channels = state.withLock { state in
      state.isEnding = true
      return Array(state.channels.values)
    }
    for channel in channels {
      channel.pipeline.fireUserInboundEventTriggered(ServingEnds())
      channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }
    for channel in channels { try? await channel.closeFuture.get() }
  }
}
