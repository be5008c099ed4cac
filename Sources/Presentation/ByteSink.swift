import Synchronization

/// Where output goes: a terminal, a pipe, a file, a buffer.
package protocol ByteSink: Sendable {
  /// Takes bytes; may hold them back until `flush`.
  func write(_ bytes: [UInt8]) throws
  /// Passes on what was held back.
  func flush() throws
}

/// A sink that keeps what it is given.
package final class MemorySink: ByteSink {
  private let collected = Mutex<[UInt8]>([])

  package init() {}

  package func write(_ bytes: [UInt8]) {
    collected.withLock { $0 += bytes }
  }

  package func flush() {}

  package var bytes: [UInt8] { collected.withLock { $0 } }

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
