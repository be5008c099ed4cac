import JSON

/// The rows of pages that wait for their turn: a few in memory, the others in a temporary file, so
/// that any number of pages takes bounded memory.
struct SpillBuffer {
  private let directory: String
  /// Bytes of rows that stay in memory.
  private let budget: Int
  private var inMemory: [Int: [RawJSON]] = [:]
  private(set) var bytesInMemory = 0
  private var inFile: [Int: Range<Int>] = [:]
  private var space = FreeList()
  private var file: TemporaryFile?

  /// - Parameter directory: where the file is made once memory does not suffice.
  init(directory: String, budget: Int = 8 << 20) {
    self.directory = directory
    self.budget = budget
  }

  /// Bytes of the file at its present length.
  var bytesInFile: Int { space.end }

  /// Keeps the rows of a page under a number; pages that come later have greater ones.
  ///
  /// Whatever came before is put away where it is too much for memory. The page itself stays until
  /// the next one comes: often it is the one that is taken next.
  mutating func put(_ rows: [RawJSON], as page: Int) throws(Failure) {
    try trim()
    inMemory[page] = rows
    bytesInMemory += rows.byteCount
  }

  /// The rows of a page, which is kept no longer.
  mutating func take(_ page: Int) throws(Failure) -> [RawJSON] {
    if let rows = inMemory.removeValue(forKey: page) {
      bytesInMemory -= rows.byteCount
      return rows
    }
    guard let file, let range = inFile.removeValue(forKey: page) else { return [] }
    defer { space.giveBack(range) }
    let bytes = try file.read(range)
    guard let rows = try? RawJSON(parsing: bytes) else {
      throw .outside(.input("a temporary file in `\(directory)` was changed"))
    }
    return rows.elements
  }

  /// Puts away what is too much for memory: what came last, for it is likely to be wanted last.
  private mutating func trim() throws(Failure) {
    while bytesInMemory > budget, let page = inMemory.keys.max(), let rows = inMemory[page] {
      try putAway(rows, as: page)
      inMemory[page] = nil
      bytesInMemory -= rows.byteCount
    }
  }

  private mutating func putAway(_ rows: [RawJSON], as page: Int) throws(Failure) {
    let file = try openFile()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.byteCount + rows.count + 2)
    bytes.append(UInt8(ascii: "["))
    for row in rows {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += row.slice
    }
    bytes.append(UInt8(ascii: "]"))
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
  /// The bytes of the rows as they were written.
  var byteCount: Int { reduce(0) { $0 + $1.byteCount } }
}
