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

  /// - Parameter directory: where the file takes its space.
  /// - Throws: `Failure` where the system cannot make it.
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

  /// The file's bytes from its beginning; it must not outlive the file.
  var reader: ByteReader { ByteReader(descriptor: descriptor) }

  /// Writes bytes from an offset on.
  /// - Throws: `Failure` where the system cannot, as on a full disk.
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

  /// The bytes of a range that was written.
  /// - Throws: `Failure` where the file does not hold them.
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

  /// What there is to say where the file does not hold what was written to it.
  var unreadable: Failure {
    .outside(.input("cannot read a temporary file in `\(directory)`: its content has changed"))
  }

  /// Says what the system has just refused, and where.
  private static func failure(_ deed: String, in directory: String) -> Failure {
    let reason = String(cString: strerror(errno))
    return .outside(.input("cannot \(deed) a temporary file in `\(directory)`: \(reason)"))
  }
}
