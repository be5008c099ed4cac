import Synchronization

/// Tells whoever delivers events that there are some.
final class DeliverySignal: Sendable {
  private let receiver = Mutex<(@Sendable () -> Void)?>(nil)

  func set(_ body: @escaping @Sendable () -> Void) {
    receiver.withLock { $0 = body }
  }

  func give() {
    receiver.withLock(\.self)?()
  }
}
