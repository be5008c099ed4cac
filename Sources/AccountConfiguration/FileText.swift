import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file's text, and who else has a hand in it.
package struct FileText: Sendable, Hashable {
  package let text: String
  /// Whether neither group nor others may read or write it.
  package let isPrivate: Bool
  /// Whether it belongs to the user, or to the system.
  package let isOwn: Bool
  /// Whether everybody may write it.
  package let isWritableByAll: Bool

  package init(
    text: String, isPrivate: Bool, isOwn: Bool = true, isWritableByAll: Bool = false
  ) {
    self.text = text
    self.isPrivate = isPrivate
    self.isOwn = isOwn
    self.isWritableByAll = isWritableByAll
  }
}

/// Why a file cannot be read, in the system's words.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// Reads a whole file; nil where there is none.
package typealias FileReader = @Sendable (_ path: String) throws(FileError) -> FileText?

extension FileText {
  /// Reads a file of the system. The permissions are those of the very file that is read.
  package static func read(_ path: String) throws(FileError) -> FileText? {
    // A pipe that nobody writes to must not keep the program waiting.
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

  /// Configuration is written by hand; a mebibyte is far beyond it.
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

/// The system's `read`, which a method of that name hides.
private func systemRead(_ file: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

extension FileError {
  /// What the system's last call went wrong by.
  package static func current() -> FileError {
    FileError(strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)")
  }
}
