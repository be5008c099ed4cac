import Diagnostics
import JSON

/// The rows of an input: NDJSON, a JSON array, or CSV with a header.
final class RowReader {
  private enum Source {
    case lines(LineReader<TextReader>)
    case elements(JSONRows)
    case records(CSVReader)
    /// A row is being read: the reading function holds the only copy of the state.
    case busy
  }

  private var source: Source
  private let name: String
  private let statement: Place?

  /// The place where the last returned row begins; nil while one is being read.
  var place: RowName.Place? {
    switch source {
    case .lines(let lines): .line(lines.number, of: name)
    case .elements(let rows): .element(rows.number, of: name)
    case .records(let records): .line(records.line, of: name)
    case .busy: nil
    }
  }

  /// The word and number that identify the last returned row: `line 4`, `element 3`.
  var mark: (word: String, number: Int) {
    switch source {
    case .lines(let lines): ("line", lines.number)
    case .elements(let rows): ("element", rows.number)
    case .records(let records): ("line", records.line)
    case .busy: ("row", 0)
    }
  }

  /// The columns of a CSV file.
  var header: CSVHeader? {
    if case .records(let records) = source { records.header } else { nil }
  }

  /// Opens a file in the format of its extension; problems that can be detected now are reported
  /// now.
  static func open(
    _ path: String, in files: InputFiles, at place: Place?
  ) throws(Failure) -> RowReader {
    let format = try RowReader.format(of: path, at: place)
    do {
      return try RowReader(
        try ByteReader(path: path, in: files), checking: format, name: path, place: place)
    } catch let error as UnreadableFile {
      throw Failure(.input("cannot read `\(path)`: \(error.reason)"), at: place)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.input("cannot read `\(path)`"), at: place)
    }
  }

  /// Returns the format of the rows by the file's extension.
  static func format(of path: String, at place: Place?) throws(Failure) -> RowFormat {
    guard let format = RowFormat(path: path) else {
      throw Failure(.input("`\(path)` is not a .ndjson, .json or .csv file"), at: place)
    }
    return format
  }

  /// Reads a stream of NDJSON, which needs no look-ahead.
  init(_ bytes: ByteReader, format: RowFormat, name: String, place: Place?) {
    source = .lines(LineReader(TextReader(bytes)))
    self.name = name
    statement = place
  }

  /// Reads the beginning of the stream, or all of it, as its format requires.
  init(
    _ bytes: ByteReader, checking format: RowFormat, name: String, place: Place?
  ) throws(Failure) {
    self.name = name
    statement = place
    switch format {
    case .ndjson: source = .lines(LineReader(TextReader(bytes)))
    case .json:
      var text = TextReader(bytes)
      do throws(TextError) { source = .elements(try JSONRows(&text)) } catch {
        throw Failure(.input(error.sentence(for: name)), at: place)
      }
    case .csv: source = .records(try CSVReader(bytes, name: name, place: place))
    }
  }

  /// Returns the next row; nil at the end. A row that cannot be read is a failure of its own, with
  /// its line; bytes that are not text end the reading.
  func next() throws(Failure) -> Result<JSONValue, Failure>? {
    switch source {
    case .lines(var lines):
      source = .busy
      defer { source = .lines(lines) }
      return try nextLine(&lines)
    case .elements(var rows):
      source = .busy
      defer { source = .elements(rows) }
      return rows.next().map { .success($0) }
    case .records(var records):
      source = .busy
      defer { source = .records(records) }
      return try records.next()
    case .busy:
      return nil
    }
  }

  private func nextLine(
    _ lines: inout LineReader<TextReader>
  ) throws(Failure) -> Result<JSONValue, Failure>? {
    do throws(TextError) {
      while let line = try lines.next() {
        guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
          continue
        }
        return row(line, lines.number)
      }
      return nil
    } catch {
      throw Failure(.input(error.sentence(for: name)), at: statement)
    }
  }

  private func row(_ line: [UInt8], _ number: Int) -> Result<JSONValue, Failure> {
    do throws(JSONError) {
      let value = try JSONValue(parsing: line)
      guard let offset = LoneSurrogate.offset(in: line[...]) else { return .success(value) }
      throw JSONError(offset: offset, reason: LoneSurrogate.reason)
    } catch {
      let column = line.prefix(error.offset).characterCount + 1
      return .failure(
        Failure(.input("\(name):\(number):\(column): \(error.reason)"), at: statement))
    }
  }
}
