#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The reason why a file cannot be opened or read, in the system's words.
package struct UnreadableFile: Error, Sendable {
  /// The system's message.
  package let reason: String

  /// Creates an error from a message.
  package init(reason: String) {
    self.reason = reason
  }

  /// Returns the error of the last system call.
  static func current() -> UnreadableFile {
    UnreadableFile(reason: String(cString: strerror(errno)))
  }
}

/// Reads the bytes of an open file, in pieces.
package final class ByteReader: @unchecked Sendable {
  // Used by one job at a time, which owns it while it reads.
  private let source: (_ most: Int) throws(UnreadableFile) -> [UInt8]
  /// The descriptor that is closed with this reader.
  private let owned: Int32?

  /// Reads an open descriptor, which stays open.
  package convenience init(descriptor: Int32) {
    self.init(
      reading: { most throws(UnreadableFile) in try Self.read(descriptor, upTo: most) },
      closing: nil)
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `UnreadableFile` if it cannot be opened.
  package convenience init(
    path: String, in files: InputFiles = .all
  ) throws(UnreadableFile) {
    self.init(owning: try files.open(path))
  }

  /// Returns true if a path names a regular file, which can be read more than once.
  static func isRegularFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  /// Reads an open descriptor, and closes it at the end.
  convenience init(owning descriptor: Int32) {
    self.init(
      reading: { most throws(UnreadableFile) in try Self.read(descriptor, upTo: most) },
      closing: descriptor)
  }

  /// Reads from a function that returns the next bytes, at most `most`; none at the end.
  init(
    reading source: @escaping (_ most: Int) throws(UnreadableFile) -> [UInt8],
    closing owned: Int32?
  ) {
    self.source = source
    self.owned = owned
  }

  /// Reads from a function that returns the next bytes, at most `most`; none at the end, nil after
  /// an error.
  convenience init(_ source: @escaping (_ most: Int) -> [UInt8]?) {
    self.init(
      reading: { most throws(UnreadableFile) in
        guard let bytes = source(most) else {
          throw UnreadableFile(reason: "it cannot be read completely")
        }
        return bytes
      }, closing: nil)
  }

  deinit {
    if let owned { close(owned) }
  }

  /// Returns the next piece of the stream; empty at the end, nil after an error.
  package func readPiece() -> [UInt8]? { read(upTo: Self.pieceSize) }

  /// Returns the next bytes, at most `count`; empty at the end, nil after an error.
  func read(upTo count: Int) -> [UInt8]? { try? source(count) }

  /// Returns the next piece of the stream; empty at the end.
  ///
  /// - Throws: `UnreadableFile` if it cannot be read.
  package func nextPiece() throws(UnreadableFile) -> [UInt8] { try source(Self.pieceSize) }

  /// Returns all bytes up to the end.
  ///
  /// - Throws: `UnreadableFile` if they cannot be read.
  package func readAll() throws(UnreadableFile) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try nextPiece()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  static let pieceSize = 1 << 16

  private static func read(
    _ descriptor: Int32, upTo count: Int
  ) throws(UnreadableFile) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat {
        got = systemRead(descriptor, buffer.baseAddress, count)
      } while got < 0 && errno == EINTR
      failed = got < 0
      filled = max(0, got)
    }
    if failed { throw .current() }
    return bytes
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}
