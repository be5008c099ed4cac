import JSON

/// Rows that are stored to be read once, in order: a few in memory, more in a temporary file.
struct RowSpool {
  private let directory: String
  private var rows: ArraySlice<JSONValue> = []
  private var bytes = 0
  private var file: TemporaryFile?
  private var end = 0
  private var lines: LineReader<ByteReader>?

  /// The maximum number of bytes of rows in memory.
  private static let budget = 1 << 20

  /// Creates an empty spool.
  /// - Parameter directory: the directory of the file that is created once memory is full.
  init(in directory: String) {
    self.directory = directory
  }

  /// Stores a row.
  mutating func add(_ row: JSONValue) throws(Failure) {
    rows.append(row)
    bytes += row.compact.utf8.count
    if bytes > Self.budget { try putAway() }
  }

  private mutating func putAway() throws(Failure) {
    let file = if let file { file } else { try TemporaryFile(in: directory) }
    self.file = file
    var text: [UInt8] = []
    for row in rows {
      row.appendCompact(to: &text)
      text.append(UInt8(ascii: "\n"))
    }
    try file.write(text, at: end)
    end += text.count
    (rows, bytes) = ([], 0)
  }

  /// Returns the next row; nil at the end.
  mutating func next() throws(Failure) -> JSONValue? {
    guard let file else { return rows.popFirst() }
    if lines == nil { lines = LineReader(file.reader) }
    let line: [UInt8]?
    do { line = try lines?.next() } catch { throw file.unreadable }
    guard let line else { return rows.popFirst() }
    guard let row = try? JSONValue(parsing: line) else { throw file.unreadable }
    return row
  }
}
