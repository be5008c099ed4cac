import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An input that is read more than once and is the same every time: first to check its rows, then
/// to write them.
///
/// A file is opened once, so that another put in its place changes nothing. What the first reading
/// saw is known block by block, and a later one ends before it hands out a block that is not the
/// same. What can be read only once, a pipe, is put into a temporary file meanwhile.
package final class PinnedInput: @unchecked Sendable {
  // Used by one job at a time, one reading after the other.

  /// The input as a message names it: a path, or `stdin`.
  package let name: String
  private let source: Source
  private var seen = SeenBlocks()

  private enum Source {
    case file(descriptor: Int32)
    case stream(ByteReader, Spool)
  }

  /// Opens a file.
  /// - Parameter directory: where a temporary file goes, should the input be a pipe.
  package init(path: String, spoolingIn directory: String) throws(UnreadableFile) {
    name = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .current() }
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

  /// Takes a stream that is open: standard input.
  package init(
    _ bytes: ByteReader, named name: String, spoolingIn directory: String
  ) throws(UnreadableFile) {
    self.name = name
    source = .stream(bytes, try Spool(in: directory))
  }

  deinit {
    if case .file(let descriptor) = source { close(descriptor) }
  }

  /// The bytes from the beginning; each call is another reading.
  package func reader() -> ByteReader {
    var reading = Reading()
    return ByteReader(
      reading: { [self] _ throws(UnreadableFile) in try next(&reading) }, closing: nil)
  }

  /// Name, length and digest of the whole; reads on where the rows were not read to the end.
  func fingerprint() throws(UnreadableFile) -> InputFingerprint {
    if seen.whole == nil {
      let rest = reader()
      while try !rest.nextPiece().isEmpty {}
    }
    return InputFingerprint(path: name, bytes: seen.byteCount, sha256: seen.whole ?? "")
  }

  /// How far one reading has come.
  private struct Reading {
    var offset = 0
    var block = 0
    var digest = SHA256()
  }

  private func next(_ reading: inout Reading) throws(UnreadableFile) -> [UInt8] {
    let bytes = try block(at: reading.offset)
    reading.digest.update(data: bytes)
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

  /// A block whole, unless the file ends in it: however the system cuts it, blocks compare.
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

/// What the blocks of an input were when they were first read.
private struct SeenBlocks {
  /// The beginning of the digest of everything up to a block's end.
  private var digests: [UInt64] = []
  private(set) var byteCount = 0
  /// The digest of the whole, once its end was seen.
  private(set) var whole: String?

  /// Keeps what a block is, or compares it with what it was; an empty one is the end.
  /// - Returns: whether it is the same.
  mutating func take(_ block: Int, _ count: Int, _ digest: SHA256) -> Bool {
    let value = digest.finalize()
    let mark = value.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
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

/// What was read from a stream, in a file that has no name.
private final class Spool {
  private let file: TemporaryFile
  private(set) var length = 0
  /// Where each piece ends, so that a later reading is cut as the first one was.
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

  /// The piece that begins at an offset; empty at the end.
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
