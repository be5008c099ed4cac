import Execution
import Presentation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A temporary file without a name, which is deleted when it is closed.
final class OverflowFile: Sendable {
  private let descriptor: Int32

  /// Creates the file.
  /// - Throws: `Failure` if it cannot be created.
  init(in directory: String) throws(Failure) {
    var template = Array((directory + "/pinstripe-held-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure() }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  /// - Throws: `Failure` if they cannot be written.
  func append(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Self.failure()
      }
    }
  }

  /// Returns a reader of the whole file, followed by other bytes.
  func reader(then bytes: [UInt8]) -> OverflowReader {
    lseek(descriptor, 0, SEEK_SET)
    return OverflowReader(bytes, behind: self)
  }

  /// Returns the next bytes of the file, at most 64 KiB; none at its end.
  fileprivate func next() throws(Failure) -> [UInt8] {
    guard let piece = ByteReader(descriptor: descriptor).readPiece() else { throw Self.failure() }
    return piece
  }

  private static func failure() -> Failure {
    .outside(.input("the temporary file: \(String(cString: strerror(errno)))"))
  }
}

/// Calls the system's `write`.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}

/// Reads the bytes of a file and then bytes in memory.
struct OverflowReader {
  private var file: OverflowFile?
  private var piece: ArraySlice<UInt8> = []
  private let last: [UInt8]

  fileprivate init(_ bytes: [UInt8], behind file: OverflowFile) {
    self.file = file
    last = bytes
  }

  init(_ bytes: [UInt8]) {
    (last, piece) = ([], bytes[...])
  }

  /// Writes the next bytes to a sink, in pieces.
  /// - Parameter count: the number of bytes.
  mutating func pass(_ count: Int, to sink: any ByteSink) throws {
    var left = count
    while left > 0 {
      if piece.isEmpty, try !refill() { return }
      let part = piece.prefix(left)
      try sink.write(Array(part))
      piece = piece.dropFirst(part.count)
      left -= part.count
    }
  }

  private mutating func refill() throws -> Bool {
    guard let file else { return false }
    piece = try file.next()[...]
    if piece.isEmpty { (self.file, piece) = (nil, last[...]) }
    return !piece.isEmpty
  }
}
