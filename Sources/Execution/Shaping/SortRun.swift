import JSON

/// Sorted entries in a temporary file.
final class SortRun {
  private let file: TemporaryFile
  private var length = 0
  private var lines: LineReader<ByteReader>
  /// The number of entries that were not read yet.
  private var left: Int

  /// Writes entries in their order.
  /// - Parameters:
  ///   - directory: the directory of the file.
  ///   - reader: returns a reader of the file's bytes from its beginning.
  init(
    _ entries: [SortEntry], in directory: String,
    reader: (TemporaryFile) -> ByteReader = \.reader
  ) throws(Failure) {
    file = try TemporaryFile(in: directory)
    lines = LineReader(reader(file))
    left = entries.count
    try write(entries)
  }

  /// Returns the next entry; nil at the end.
  func next() throws(Failure) -> SortEntry? {
    guard left > 0 else { return nil }
    left -= 1
    guard let line = try? lines.next(), let parsed = try? RawJSON(parsing: line),
      let entry = SortEntry(parsed)
    else { throw file.unreadable }
    return entry
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
    try file.write(piece, at: length)
    length += piece.count
    piece.removeAll(keepingCapacity: true)
  }
}

/// One row with its sort keys.
struct SortEntry {
  var keys: [JSONValue]
  /// The position of arrival, which decides the order of rows with equal keys.
  var arrival: Int
  var row: RawJSON

  init(keys: [JSONValue], arrival: Int, row: RawJSON) {
    self.keys = keys
    self.arrival = arrival
    self.row = row
  }

  /// Parses `[[keys], arrival, row]`.
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
