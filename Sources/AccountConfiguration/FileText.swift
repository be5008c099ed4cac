import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file's text, and who else may read or write it.
package struct FileText: Sendable, Hashable {
  /// The whole text.
  package let text: String
  /// True if neither group nor others may read or write it.
  package let isPrivate: Bool
  /// True if it belongs to the user, or to root.
  package let isOwn: Bool
  /// True if every user may write it.
  package let isWritableByAll: Bool

  /// Creates a text with the facts about its file; by default only its owner may write it.
  package init(
    text: String, isPrivate: Bool, isOwn: Bool = true, isWritableByAll: Bool = false
  ) {
    self.text = text
    self.isPrivate = isPrivate
    self.isOwn = isOwn
    self.isWritableByAll = isWritableByAll
  }
}

/// The reason why a file cannot be read or written, in the system's words.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The system's message, in lower case.
  package let description: String

  /// Creates an error from a phrase.
  package init(_ description: String) {
    self.description = description
  }
}

/// A function that reads a whole file; nil if there is none.
///
/// - Throws: `FileError` if the file exists and cannot be read.
package typealias FileReader = @Sendable (_ path: String) throws(FileError) -> FileText?

extension FileText {
  /// Reads a file of the system. The permissions are read from the same open file as the text.
  ///
  /// - Throws: `FileError` if it cannot be read, is not a regular file, is longer than 1 MiB, or is
  ///   not text.
  package static func read(_ path: String) throws(FileError) -> FileText? {
    // Do not block: a pipe without a writer would keep the program waiting.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileError.current()
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.current() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError("it is not a regular file") }
    guard status.st_size <= longest else { throw FileError("it is too long") }
    let bytes = try content(of: descriptor)
    let text: String
    do {
      text = try TextDecoder.script(of: bytes)
    } catch {
      throw FileError(error.detail)
    }
    return FileText(
      text: text,
      isPrivate: status.st_mode & (S_IRWXG | S_IRWXO) == 0,
      isOwn: [geteuid(), 0].contains(status.st_uid),
      isWritableByAll: status.st_mode & S_IWOTH != 0)
  }

  /// The maximum length in bytes. Configuration is written by hand and much shorter.
  private static let longest = 1 << 20

  private static func content(of descriptor: CInt) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.current() }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer.prefix(count))
      guard bytes.count <= longest else { throw FileError("it is too long") }
    }
  }
}

/// Calls the system's `read`, which a method of that name hides.
private func systemRead(_ file: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

extension FileError {
  /// Returns the error of the last system call.
  package static func current() -> FileError {
    FileError(strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)")
  }
}
