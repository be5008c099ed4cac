import AccountConfiguration
import Console
import Presentation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A sink that writes to a file, buffered in pieces of 64 KiB.
final class FileSink: ByteSink {
  private static let pieceSize = 1 << 16

  private let descriptor: Int32
  private let pending = Mutex<[UInt8]>([])

  /// Opens a file for writing; a new file is readable by its owner only.
  /// - Throws: `FileError` if the file cannot be opened.
  convenience init(path: String, appends: Bool) throws(FileError) {
    self.init(descriptor: try PrivateFile.open(path, appends ? .atItsEnd : .emptied))
  }

  /// Takes ownership of a descriptor, and closes it when the sink is released.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    try? flush()
    close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws {
    try pending.withLock { pending in
      pending += bytes
      if pending.count >= Self.pieceSize { try pass(&pending) }
    }
  }

  func flush() throws {
    try pending.withLock { try pass(&$0) }
  }

  private func pass(_ pending: inout [UInt8]) throws {
    try DescriptorSink(descriptor).write(pending)
    pending = []
  }
}

/// The incomplete last line of a file whose writer was killed. It is removed so that what is
/// appended begins on a line of its own.
enum UnfinishedLine {
  /// Truncates a file after its last line end. A file that does not exist or cannot be changed is
  /// left as it is.
  static func remove(from path: String) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var end = lseek(descriptor, 0, SEEK_END)
    while end > 0 {
      var byte: UInt8 = 0
      guard pread(descriptor, &byte, 1, end - 1) == 1 else { return }
      if byte == UInt8(ascii: "\n") { break }
      end -= 1
    }
    _ = ftruncate(descriptor, max(0, end))
  }
}

/// A shell command that takes a statement's rows on its standard input.
enum ShellCommand {
  /// Starts `/bin/sh -c`; the command inherits standard output.
  /// - Throws: `FileError` if the process cannot be started.
  static func start(_ command: String) throws(FileError) -> ShellPipe {
    guard let stream = popen(command, "w") else {
      throw FileError("cannot run the shell command: \(String(cString: strerror(errno)))")
    }
    let process = Process(stream)
    return ShellPipe(sink: process, finish: { process.finish() })
  }

  private final class Process: ByteSink {
    private let stream: Mutex<Stream>

    private struct Stream: @unchecked Sendable {
      // The mutex allows one writer at a time.
      var file: UnsafeMutablePointer<FILE>?
    }

    init(_ file: UnsafeMutablePointer<FILE>) {
      stream = Mutex(Stream(file: file))
    }

    func write(_ bytes: [UInt8]) throws {
      try stream.withLock { stream in
        guard let file = stream.file, fwrite(bytes, 1, bytes.count, file) == bytes.count else {
          throw ClosedOutput()
        }
      }
    }

    func flush() throws {
      try stream.withLock { stream in
        guard let file = stream.file, fflush(file) == 0 else { throw ClosedOutput() }
      }
    }

    func finish() -> Int32 {
      stream.withLock { stream in
        guard let file = stream.file else { return 0 }
        stream.file = nil
        return pclose(file)
      }
    }
  }
}
