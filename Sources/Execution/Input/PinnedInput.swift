import Digests

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An input that is read more than once and must be the same every time: first to check its rows,
/// then to write them.
///
/// A file is opened once, so that replacing it has no effect. The first reading stores a digest of
/// each block, and a later one fails before it returns a block that differs. An input that can be
/// read only once, such as a pipe, is copied to a temporary file during the first reading.
package final class PinnedInput: @unchecked Sendable {
  // Used by one job at a time, one reading after the other.

  /// The input's name in messages: a path, or `stdin`.
  package let name: String
  private let source: Source
  private var seen = SeenBlocks()

  private enum Source {
    case file(descriptor: Int32)
    case stream(ByteReader, Spool)
  }

  /// Opens a file.
  /// - Parameter directory: the directory for a temporary file, needed if the input is a pipe.
  /// - Throws: `UnreadableFile` if the file cannot be opened or the temporary file not be created.
  package init(
    path: String, in files: InputFiles = .all, spoolingIn directory: String
  ) throws(UnreadableFile) {
    name = path
    let descriptor = try files.open(path)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw .current()
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFDIR: source = .file(descriptor: descriptor)
    default:
      let bytes = ByteReader(owning: descriptor)
      source = .stream(bytes, try Spool(in: directory))
    }
  }

  /// Uses an open stream, such as standard input.
  /// - Throws: `UnreadableFile` if the temporary file cannot be created.
  package init(
    _ bytes: ByteReader, named name: String, spoolingIn directory: String
  ) throws(UnreadableFile) {
    self.name = name
    source = .stream(bytes, try Spool(in: directory))
  }

  deinit {
    if case .file(let descriptor) = source { close(descriptor) }
  }

  /// Returns a reader of the bytes from the beginning; each call starts another reading.
  package func reader() -> ByteReader {
    var reading = Reading()
    return ByteReader(
      reading: { [self] _ throws(UnreadableFile) in try next(&reading) }, closing: nil)
  }

  /// Returns name, length and digest of the whole input, reading the rest if necessary.
  func fingerprint() throws(UnreadableFile) -> InputFingerprint {
    if seen.whole == nil {
      let rest = reader()
      while try !rest.nextPiece().isEmpty {}
    }
    return InputFingerprint(path: name, bytes: seen.byteCount, sha256: seen.whole ?? "")
  }

  /// The progress of one reading.
  private struct Reading {
    var offset = 0
    var block = 0
    var digest = SHA256()
  }

  private func next(_ reading: inout Reading) throws(UnreadableFile) -> [UInt8] {
    let bytes = try block(at: reading.offset)
    reading.digest.update(bytes)
    guard seen.take(reading.block, bytes.count, reading.digest) else {
      throw UnreadableFile(reason: "it changed after it was checked")
    }
    reading.offset += bytes.count
    reading.block += 1
    return bytes
  }

  private func block(at offset: Int) throws(UnreadableFile) -> [UInt8] {
    switch source {
    case .file(let descriptor): return try Self.block(of: descriptor, at: offset)
    case .stream(let bytes, let spool):
      if offset < spool.length || seen.whole != nil { return try spool.block(at: offset) }
      let piece = try bytes.nextPiece()
      try spool.append(piece)
      return piece
    }
  }

  /// Returns a whole block, unless the file ends in it, so that blocks of several readings compare.
  fileprivate static func block(
    of descriptor: Int32, at offset: Int
  ) throws(UnreadableFile) -> [UInt8] {
    var failed = false
    let size = ByteReader.pieceSize
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, size - filled,
          off_t(offset + filled))
        if got == 0 { return }
        if got > 0 {
          filled += got
        } else if errno != EINTR {
          failed = true
          return
        }
      }
    }
    if failed { throw .current() }
    return bytes
  }
}

/// The blocks of an input as they were read first.
private struct SeenBlocks {
  /// The first eight bytes of the digest of everything up to each block's end.
  private var digests: [UInt64] = []
  private(set) var byteCount = 0
  /// The digest of the whole, once its end was seen.
  private(set) var whole: String?

  /// Stores a block, or compares it with the stored one; an empty one is the end.
  /// - Returns: true if it is the same.
  mutating func take(_ block: Int, _ count: Int, _ digest: SHA256) -> Bool {
    let value = digest.finalize()
    let mark = value.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if block < digests.count { return digests[block] == mark && count > 0 }
    if count == 0 {
      whole = whole ?? value.hexadecimal
      return true
    }
    guard whole == nil else { return false }
    digests.append(mark)
    byteCount += count
    return true
  }
}

/// The bytes that were read from a stream, in a file without a name.
private final class Spool {
  private let file: TemporaryFile
  private(set) var length = 0
  /// The end of each piece, so that a later reading is divided in the same way as the first.
  private var ends: [Int] = []

  init(in directory: String) throws(UnreadableFile) {
    do { file = try TemporaryFile(in: directory) } catch {
      throw UnreadableFile(reason: error.message)
    }
  }

  func append(_ bytes: [UInt8]) throws(UnreadableFile) {
    guard !bytes.isEmpty else { return }
    do { try file.write(bytes, at: length) } catch {
      throw UnreadableFile(reason: error.message)
    }
    length += bytes.count
    ends.append(length)
  }

  /// Returns the piece that begins at an offset; empty at the end.
  func block(at offset: Int) throws(UnreadableFile) -> [UInt8] {
    guard offset < length, let end = firstEnd(after: offset) else { return [] }
    do { return try file.read(offset..<end) } catch {
      throw UnreadableFile(reason: error.message)
    }
  }

  private func firstEnd(after offset: Int) -> Int? {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > offset { high = middle } else { low = middle + 1 }
    }
    return low < ends.count ? ends[low] : nil
  }
}
