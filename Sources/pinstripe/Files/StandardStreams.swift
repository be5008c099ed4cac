import AccountConfiguration
import Console
import Presentation
import Redaction

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The standard output and standard error of the process.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  var isTerminal: Bool { isatty(rawValue) == 1 }

  var stream: OutputStream {
    OutputStream(sink: DescriptorSink(rawValue), isTerminal: isTerminal)
  }

  /// Writes a text for a person; errors are ignored. Messages on standard error may quote options,
  /// file names and lines of scripts, so keys are masked in them and control characters removed.
  func write(_ text: String) {
    let shown = self == .error ? Self.harmless(SecretMask.maskedText(text)) : text
    try? DescriptorSink(rawValue).write(Array(shown.utf8))
  }
}

extension StandardStream {
  private static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.sanitised(String($0)) }.joined(separator: "\n")
  }

  /// True if at least one of the process's standard streams is a terminal.
  static var anyIsTerminal: Bool { (0...2).contains { isatty($0) == 1 } }

  /// Opens `/dev/null` for each standard stream that is closed. Otherwise the next file opened
  /// would get its descriptor, and output for the stream would be written into that file.
  static func openClosed() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", O_RDWR)
    }
  }
}

/// A sink that writes to an open descriptor without buffering.
struct DescriptorSink: ByteSink {
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes all bytes.
  /// - Throws: `ClosedOutput` if the reader has closed the pipe, `FileError` for other failures.
  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        throw ClosedOutput()
      } else if errno != EINTR {
        throw FileError(String(cString: strerror(errno)))
      }
    }
  }

  func flush() {}
}

/// Calls the system's `write`, whose name a sink's own method hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
