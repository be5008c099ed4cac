import Synchronization

/// The signal to the deliverer that there are events to deliver.
final class DeliverySignal: Sendable {
  private let receiver = Mutex<(@Sendable () -> Void)?>(nil)

  func set(_ body: @escaping @Sendable () -> Void) {
    receiver.withLock { $0 = body }
  }

  func give() {
    receiver.withLock(\.self)?()
  }
}
