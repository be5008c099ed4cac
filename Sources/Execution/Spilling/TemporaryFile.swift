import Expressions

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that only this process can read: it loses its name as soon as it is open, so that nothing
/// remains of it, however the program ends.
package final class TemporaryFile: SpillSpace {
  private let descriptor: Int32
  private let directory: String

  /// Creates an empty file.
  /// - Parameter directory: the directory of the file.
  /// - Throws: `Failure` if the system cannot create it.
  package init(in directory: String) throws(Failure) {
    self.directory = directory
    var template = Array((directory + "/pinstripe-XXXXXX").utf8CString)
    // The file's mode is 0600.
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure("make", in: directory) }
    unlink(template)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// A reader of the file's bytes from its beginning; it must not outlive the file.
  var reader: ByteReader { ByteReader(descriptor: descriptor) }

  /// Writes bytes at an offset.
  /// - Throws: `Failure` if the system cannot write them, for example on a full disk.
  package func write(_ bytes: [UInt8], at offset: Int) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + written))
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw Self.failure("write to", in: directory)
      }
    }
  }

  /// Returns the bytes of a range that was written.
  /// - Throws: `Failure` if they cannot be read.
  package func read(_ range: Range<Int>) throws(Failure) -> [UInt8] {
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count, isWhole {
        let count = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, range.count - filled,
          off_t(range.lowerBound + filled))
        if count > 0 { filled += count } else if count == 0 || errno != EINTR { isWhole = false }
      }
    }
    guard isWhole else { throw Self.failure("read", in: directory) }
    return bytes
  }

  /// The failure of a file whose content has changed.
  var unreadable: Failure {
    .outside(.input("cannot read a temporary file in `\(directory)`: its content has changed"))
  }

  /// Returns the failure of the last system call.
  private static func failure(_ deed: String, in directory: String) -> Failure {
    let reason = String(cString: strerror(errno))
    return .outside(.input("cannot \(deed) a temporary file in `\(directory)`: \(reason)"))
  }
}
