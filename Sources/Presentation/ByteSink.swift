import Synchronization

/// A destination of output: a terminal, a pipe, a file or a buffer.
package protocol ByteSink: Sendable {
  /// Writes bytes, which may be buffered until `flush`.
  /// - Throws: the error of the destination, such as a closed pipe or a full disk.
  func write(_ bytes: [UInt8]) throws
  /// Writes what is buffered.
  /// - Throws: the error of the destination, such as a closed pipe or a full disk.
  func flush() throws
}

/// A sink that keeps all bytes in memory.
package final class MemorySink: ByteSink {
  private let collected = Mutex<[UInt8]>([])

  /// Creates an empty sink.
  package init() {}

  /// Appends bytes to those in memory.
  package func write(_ bytes: [UInt8]) {
    collected.withLock { $0 += bytes }
  }

  /// Does nothing: no bytes are buffered elsewhere.
  package func flush() {}

  /// All bytes written so far.
  package var bytes: [UInt8] { collected.withLock { $0 } }

  /// The bytes written so far, decoded as UTF-8.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
