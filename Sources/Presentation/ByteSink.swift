import Synchronization

/// Where output goes: a terminal, a pipe, a file, a buffer.
public protocol ByteSink: Sendable {
  /// Takes bytes; may hold them back until `flush`.
  func write(_ bytes: [UInt8]) throws
  /// Passes on what was held back.
  func flush() throws
}

/// A sink that keeps what it is given.
public final class MemorySink: ByteSink {
  private let collected = Mutex<[UInt8]>([])

  public init() {}

  public func write(_ bytes: [UInt8]) {
    collected.withLock { $0 += bytes }
  }

  public func flush() {}

  public var bytes: [UInt8] { collected.withLock { $0 } }

  /// What was written, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
