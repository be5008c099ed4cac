import AccountConfiguration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Entries on disk: one a line, `\n` for a line feed and `\\` for a backslash, for the owner alone.
struct HistoryFile {
  let path: String

  /// Why the file cannot be used, in one phrase.
  struct Failure: Error {
    let reason: String
  }

  /// All entries, oldest first; none where there is no file yet.
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

  /// Adds one entry at the end, in a single write, so that sessions side by side do not mix lines.
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

  /// Writes the file anew; whoever reads meanwhile sees the old one or the new one, whole.
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

/// The system's `write`, which the method of that name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
