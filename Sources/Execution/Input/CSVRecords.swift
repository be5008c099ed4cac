import Diagnostics

/// The records of a CSV text, one at a time, by RFC 4180: cells without quotes are kept unchanged,
/// blanks too; within quotes any character is allowed, a quote as two. All forms of line ends are
/// accepted.
struct CSVRecords {
  private enum State {
    case cellStart
    case bare
    case quoted
    /// After a quote within quotes: the cell ends, or another quote follows.
    case closed
    /// A record that cannot be read: its line is skipped.
    case skipping(CSVProblem)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  /// The maximum length of a record in bytes: an unclosed quote must not use all memory.
  static let longestRecord = 1 << 26

  private var text: TextReader
  private var cursor: CSVCursor
  private let delimiter: UInt8
  private let longestRecord: Int
  private var record = CSVRecord()
  private var openQuote = Position(line: 1, column: 1)
  private var isFinished = false

  init(_ bytes: ByteReader, longestRecord: Int = Self.longestRecord) throws(TextError) {
    var text = TextReader(bytes)
    let head = try CSVHead(&text)
    self.text = text
    cursor = CSVCursor(piece: head.bytes)
    delimiter = head.delimiter
    self.longestRecord = longestRecord
  }

  /// Returns the next record, or the reason why it cannot be read; nil at the end. Empty lines are
  /// skipped.
  mutating func next() throws(TextError) -> Result<CSVRecord, CSVProblem>? {
    var state = State.cellStart
    record.restart(at: 0)
    while !isFinished {
      if cursor.isAtEnd {
        cursor.take(try text.nextText())
        if cursor.isAtEnd { return end(in: state) }
      }
      if record.count == 0, case .cellStart = state, cursor.passEmptyLine() { continue }
      if record.line == 0 { record.line = cursor.line }
      if step(&state) { return ended(in: state) }
    }
    return nil
  }

  /// Reads the next part, up to the end of the piece.
  /// - Returns: true if the record's line has ended.
  private mutating func step(_ state: inout State) -> Bool {
    switch state {
    case .cellStart: return startCell(&state)
    case .bare: return takeBare(&state)
    case .quoted: return takeQuoted(&state)
    case .closed: return afterQuote(&state)
    case .skipping: return cursor.passToLineEnd() && cursor.passLineEnd()
    }
  }

  private mutating func startCell(_ state: inout State) -> Bool {
    state = .bare
    if cursor.byte == Self.quote {
      openQuote = cursor.position
      cursor.pass()
      state = .quoted
    }
    return false
  }

  private mutating func takeBare(_ state: inout State) -> Bool {
    record.append(cursor.bareRun(delimiter))
    guard !cursor.isAtEnd else { return false }
    guard cursor.byte != Self.quote else {
      fail(&state, "a cell that contains a quote requires quotes around it, and the quote doubled")
      return false
    }
    return endCell(&state, isQuoted: false)
  }

  private mutating func takeQuoted(_ state: inout State) -> Bool {
    record.append(cursor.quotedRun())
    guard !cursor.isAtEnd else { return isTooLong(&state) }
    if cursor.byte == Self.quote {
      cursor.pass()
      state = .closed
    } else {
      record.append(cursor.byte)
      _ = cursor.passLineEnd()
    }
    return false
  }

  private mutating func isTooLong(_ state: inout State) -> Bool {
    guard record.content.count > longestRecord else { return false }
    state = .skipping(unclosed)
    isFinished = true
    return true
  }

  private mutating func afterQuote(_ state: inout State) -> Bool {
    let byte = cursor.byte
    if byte == Self.quote {
      record.append(byte)
      cursor.pass()
      state = .quoted
      return false
    }
    guard byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn else {
      fail(&state, "text after the closing quote of a cell (a quote within quotes is doubled)")
      return false
    }
    return endCell(&state, isQuoted: true)
  }

  private mutating func endCell(_ state: inout State, isQuoted: Bool) -> Bool {
    record.endCell(isQuoted: isQuoted)
    if cursor.byte == delimiter {
      cursor.pass()
      state = .cellStart
      return false
    }
    return cursor.passLineEnd()
  }

  private mutating func fail(_ state: inout State, _ reason: String) {
    state = .skipping(CSVProblem(position: cursor.position, reason: reason))
  }

  private func ended(in state: State) -> Result<CSVRecord, CSVProblem> {
    if case .skipping(let problem) = state { return .failure(problem) }
    return .success(record)
  }

  /// Returns the last record, as the end of the text completes it.
  private mutating func end(in state: State) -> Result<CSVRecord, CSVProblem>? {
    isFinished = true
    switch state {
    case .cellStart where record.count == 0: return nil
    case .cellStart, .bare: record.endCell(isQuoted: false)
    case .closed: record.endCell(isQuoted: true)
    case .quoted: return .failure(unclosed)
    case .skipping(let problem): return .failure(problem)
    }
    return .success(record)
  }

  private var unclosed: CSVProblem {
    CSVProblem(position: openQuote, reason: "the quotes do not close")
  }
}
