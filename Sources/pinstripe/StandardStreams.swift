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

/// The process's own streams.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  var isTerminal: Bool { isatty(rawValue) == 1 }

  var stream: OutputStream {
    OutputStream(sink: DescriptorSink(rawValue), isTerminal: isTerminal)
  }

  /// Writes a text for a person; one that cannot be written is lost. What is beside the results
  /// quotes options, names of files and lines of scripts, and shows no key that got into them, and
  /// nothing that would steer a terminal.
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

  /// Whether a person sees any of the process's streams.
  static var anyIsTerminal: Bool { (0...2).contains { isatty($0) == 1 } }

  /// Opens what was closed: the first file that is opened takes the place of a stream that is
  /// closed, and what is meant for the stream would be written into that file.
  static func openClosed() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", O_RDWR)
    }
  }
}

/// Writes to an open descriptor at once, and says with `ClosedOutput` when its reader has gone.
struct DescriptorSink: ByteSink {
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

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

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
