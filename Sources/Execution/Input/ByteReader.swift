#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file cannot be opened, in the system's words.
public struct UnreadableFile: Error, Sendable {
  public let reason: String
}

/// Bytes from an open file, in pieces.
public final class ByteReader: @unchecked Sendable {
  // Used by one job at a time: whoever reads owns it.
  private let descriptor: Int32
  private let closes: Bool

  /// Reads an open descriptor, which stays open.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
    closes = false
  }

  /// Opens a file for reading.
  public init(path: String) throws(UnreadableFile) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    closes = true
    if descriptor < 0 { throw UnreadableFile(reason: String(cString: strerror(errno))) }
  }

  deinit {
    if closes, descriptor >= 0 { close(descriptor) }
  }

  /// The next piece of the stream; empty at the end, nil after an error.
  public func readPiece() -> [UInt8]? { read(upTo: 1 << 16) }

  /// The next bytes, at most that many; empty at the end, nil after an error.
  func read(upTo count: Int) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat {
        got = systemRead(descriptor, buffer.baseAddress, count)
      } while got < 0 && errno == EINTR
      failed = got < 0
      filled = max(0, got)
    }
    return failed ? nil : bytes
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}
