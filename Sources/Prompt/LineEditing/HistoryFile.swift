import AccountConfiguration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of entries, readable by its owner only: one entry per line, with `\n` for a line feed and
/// `\\` for a backslash.
struct HistoryFile {
  let path: String

  /// The reason why the file cannot be used, as one phrase.
  struct Failure: Error {
    let reason: String
  }

  /// Returns all entries, oldest first; none if the file does not exist.
  /// - Throws: `Failure` if the file cannot be read.
  func entries() throws(Failure) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return [] }
    guard descriptor >= 0 else { throw failure("read") }
    defer { close(descriptor) }
    // A file copied from elsewhere may be readable by others.
    fchmod(descriptor, 0o600)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("read") }
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map(HistoryFile.decoded)
  }

  /// Appends an entry with a single write, so that lines of concurrent sessions do not mix.
  /// - Throws: `Failure` if the file cannot be opened or written.
  func append(_ entry: String) throws(Failure) {
    try attempt("write") { () throws(FileError) in
      try PrivateFile.makeDirectories(above: path)
      let descriptor = try PrivateFile.open(path, .atItsEnd)
      defer { close(descriptor) }
      // A file from elsewhere may be readable by others.
      fchmod(descriptor, 0o600)
      try HistoryFile.write(HistoryFile.encoded(entry), to: descriptor)
    }
  }

  /// Replaces the file atomically: a concurrent reader sees either the old or the new content.
  /// - Throws: `Failure` if the file cannot be written or replaced.
  func replace(with entries: [String]) throws(Failure) {
    try attempt("write") { () throws(FileError) in
      let draft = try PrivateFile.draft(beside: path)
      defer { close(draft.descriptor) }
      do throws(FileError) {
        try HistoryFile.write(entries.flatMap(HistoryFile.encoded), to: draft.descriptor)
        guard rename(draft.path, path) == 0 else { throw FileError.current() }
      } catch {
        unlink(draft.path)
        throw error
      }
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .current() }
      rest = rest.dropFirst(count)
    }
  }

  private func attempt(
    _ action: String, _ work: () throws(FileError) -> Void
  ) throws(Failure) {
    do {
      try work()
    } catch {
      throw failure(action, error)
    }
  }

  private func failure(_ action: String, _ error: FileError = .current()) -> Failure {
    Failure(reason: "cannot \(action) the history \(path): \(error)")
  }

  /// Returns an entry as a line of the file, with its line end.
  static func encoded(_ entry: String) -> [UInt8] {
    var line: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\\"): line += [byte, byte]
      case _: line.append(byte)
      }
    }
    return line + [UInt8(ascii: "\n")]
  }

  /// Returns the entry in a line of the file.
  static func decoded(_ line: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Calls the system's `write`, whose name the method of this type hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
