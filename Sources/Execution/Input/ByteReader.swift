#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file cannot be opened, in the system's words.
package struct UnreadableFile: Error, Sendable {
  package let reason: String
}

/// Bytes from an open file, in pieces.
package final class ByteReader: @unchecked Sendable {
  // Used by one job at a time: whoever reads owns it.
  private let source: (_ most: Int) -> [UInt8]?
  /// The descriptor that ends with this reader.
  private let owned: Int32?

  /// Reads an open descriptor, which stays open.
  package convenience init(descriptor: Int32) {
    self.init { Self.read(descriptor, upTo: $0) }
  }

  /// Opens a file for reading.
  package init(path: String) throws(UnreadableFile) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw UnreadableFile(reason: String(cString: strerror(errno))) }
    owned = descriptor
    source = { Self.read(descriptor, upTo: $0) }
  }

  /// Reads from elsewhere: the next bytes, at most that many; empty at the end, nil after an error.
  init(_ source: @escaping (_ most: Int) -> [UInt8]?) {
    self.source = source
    owned = nil
  }

  deinit {
    if let owned { close(owned) }
  }

  /// The next piece of the stream; empty at the end, nil after an error.
  package func readPiece() -> [UInt8]? { read(upTo: 1 << 16) }

  /// The next bytes, at most that many; empty at the end, nil after an error.
  func read(upTo count: Int) -> [UInt8]? { source(count) }

  private static func read(_ descriptor: Int32, upTo count: Int) -> [UInt8]? {
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
