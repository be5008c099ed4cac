import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sorted entries that were put away in a temporary file, which is gone with its last reader.
final class SortRun {
  private let descriptor: Int32
  private var lines: LineReader

  /// Writes entries in their order.
  /// - Parameter directory: where the file is made; it has no name there once it is open.
  init(_ entries: [SortEntry], in directory: String) throws(Failure) {
    var template = Array((directory + "/pinstripe-sort-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw Failure(.input("no temporary file: \(String(cString: strerror(errno)))"))
    }
    unlink(template)
    lines = LineReader(ByteReader(descriptor: descriptor))
    try write(entries)
    lseek(descriptor, 0, SEEK_SET)
  }

  deinit { close(descriptor) }

  /// The next entry; nil at the end.
  func next() -> SortEntry? {
    lines.next().flatMap { try? RawJSON(parsing: $0) }.flatMap(SortEntry.init)
  }

  private func write(_ entries: [SortEntry]) throws(Failure) {
    var piece: [UInt8] = []
    for entry in entries {
      entry.append(to: &piece)
      if piece.count >= 1 << 18 { try pass(&piece) }
    }
    try pass(&piece)
  }

  private func pass(_ piece: inout [UInt8]) throws(Failure) {
    var rest = piece[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Failure(.input("the temporary file: \(String(cString: strerror(errno)))"))
      }
    }
    piece.removeAll(keepingCapacity: true)
  }
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}

/// One row with what it is sorted by.
struct SortEntry {
  var keys: [JSONValue]
  /// Rows that tie stay in the order they came.
  var arrival: Int
  var row: RawJSON

  init(keys: [JSONValue], arrival: Int, row: RawJSON) {
    self.keys = keys
    self.arrival = arrival
    self.row = row
  }

  /// Reads `[[keys], arrival, row]`.
  fileprivate init?(_ line: RawJSON) {
    guard let keys = line[0], let arrival = line[1]?.integer, let row = line[2] else { return nil }
    self.init(keys: keys.elements.map(\.value), arrival: arrival, row: row)
  }

  fileprivate func append(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    JSONValue.array(keys).appendCompact(to: &bytes)
    bytes += ",\(arrival),".utf8
    row.appendCompact(to: &bytes)
    bytes += "]\n".utf8
  }
}
