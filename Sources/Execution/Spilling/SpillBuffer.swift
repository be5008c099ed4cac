import JSON

/// The rows of pages that wait for their turn: a few in memory, the others in a temporary file, so
/// that memory is bounded for any number of pages.
struct SpillBuffer {
  private let directory: String
  /// The maximum number of bytes of rows in memory.
  private let budget: Int
  private var inMemory: [Int: [RawJSON]] = [:]
  private(set) var bytesInMemory = 0
  private var inFile: [Int: Range<Int>] = [:]
  private var space = FreeList()
  private var file: TemporaryFile?

  /// Creates an empty buffer.
  /// - Parameter directory: the directory of the file that is created once memory is full.
  init(directory: String, budget: Int = 8 << 20) {
    self.directory = directory
    self.budget = budget
  }

  /// The current length of the file in bytes.
  var bytesInFile: Int { space.end }

  /// Stores the rows of a page under a number; later pages have greater numbers.
  ///
  /// Earlier pages are written to the file if memory is full. The page itself stays in memory until
  /// the next one comes, because it is often taken next.
  mutating func put(_ rows: [RawJSON], as page: Int) throws(Failure) {
    try trim()
    inMemory[page] = rows
    bytesInMemory += rows.byteCount
  }

  /// Removes and returns the rows of a page.
  mutating func take(_ page: Int) throws(Failure) -> [RawJSON] {
    if let rows = inMemory.removeValue(forKey: page) {
      bytesInMemory -= rows.byteCount
      return rows
    }
    guard let file, let range = inFile.removeValue(forKey: page) else { return [] }
    defer { space.giveBack(range) }
    guard let rows = PackedRows.rows(in: try file.read(range)) else {
      throw .outside(.input("a temporary file in `\(directory)` was changed"))
    }
    return rows
  }

  /// Writes pages to the file until memory suffices: the last ones first, because they are probably
  /// needed last.
  private mutating func trim() throws(Failure) {
    while bytesInMemory > budget, let page = inMemory.keys.max(), let rows = inMemory[page] {
      try putAway(rows, as: page)
      inMemory[page] = nil
      bytesInMemory -= rows.byteCount
    }
  }

  private mutating func putAway(_ rows: [RawJSON], as page: Int) throws(Failure) {
    let file = try openFile()
    let bytes = PackedRows.bytes(of: rows)
    let range = space.take(bytes.count)
    inFile[page] = range
    try file.write(bytes, at: range.lowerBound)
  }

  private mutating func openFile() throws(Failure) -> TemporaryFile {
    if let file { return file }
    let file = try TemporaryFile(in: directory)
    self.file = file
    return file
  }
}

extension [RawJSON] {
  /// The size of the rows in bytes, as they were written.
  var byteCount: Int { reduce(0) { $0 + $1.byteCount } }
}
