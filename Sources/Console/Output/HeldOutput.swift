import Expressions
import Presentation
import Synchronization

/// Output that waits until it is known whether it may be shown: most of it in a temporary file.
final class HeldOutput: ByteSink {
  private let held: Mutex<RecordSpool>

  /// - Parameter makeSpace: called once there is more than a little to hold.
  init(makeSpace: (@Sendable () throws -> any SpillSpace)?) {
    held = Mutex(RecordSpool(makeSpace: makeSpace))
  }

  func write(_ bytes: [UInt8]) throws {
    try held.withLock { try $0.append(bytes) }
  }

  func flush() {}

  /// Writes to another place what was held, in its order.
  /// - Throws: the error of that place.
  func release(to sink: any ByteSink) throws {
    while let bytes = try held.withLock({ try $0.next() }) { try sink.write(bytes) }
    try sink.flush()
  }
}
