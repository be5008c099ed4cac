import Diagnostics
import JSON

/// The rows of an input: NDJSON, a JSON array, or CSV with a header.
final class RowReader {
  enum Format: String, CaseIterable {
    case ndjson
    case json
    case csv
  }

  private enum Source {
    case lines(LineReader)
    case elements(ArraySlice<RawJSON>)
    case records(CSVReader)
  }

  private var source: Source
  private let name: String
  private let place: Place
  /// Elements of a JSON array handed out.
  private var elementsRead = 0

  /// Where the row handed out last stands: `people.csv:4`, or `people.json, element 3`.
  var position: String {
    switch source {
    case .lines(let lines): "\(name):\(lines.number)"
    case .elements: "\(name), element \(elementsRead)"
    case .records(let records): "\(name):\(records.line)"
    }
  }

  /// Opens a file by its ending; what can be known to be wrong with it is said now.
  static func open(_ path: String, at place: Place) throws(Failure) -> RowReader {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let formats: [String: Format] = [
      "ndjson": .ndjson, "jsonl": .ndjson, "json": .json, "csv": .csv,
    ]
    guard let format = formats[ending] else {
      throw Failure(
        .input("`\(path)` is no .ndjson, .json or .csv file"), at: place)
    }
    let bytes: ByteReader
    do {
      bytes = try ByteReader(path: path)
    } catch {
      throw Failure(.input("cannot read `\(path)`: \(error.reason)"), at: place)
    }
    return try RowReader(bytes, checking: format, name: path, place: place)
  }

  /// Rows of a stream whose format is known not to need a look ahead.
  init(_ bytes: ByteReader, format: Format, name: String, place: Place) {
    source = .lines(LineReader(bytes))
    self.name = name
    self.place = place
  }

  /// Looks at the head of the stream, or at the whole of it, as its format wants.
  init(
    _ bytes: ByteReader, checking format: Format, name: String, place: Place
  ) throws(Failure) {
    self.name = name
    self.place = place
    switch format {
    case .ndjson: source = .lines(LineReader(bytes))
    case .json: source = .elements(try Self.elements(of: bytes, name, place)[...])
    case .csv: source = .records(try CSVReader(bytes, name: name, place: place))
    }
  }

  /// The next row; nil at the end. A row that cannot be read fails alone, with its line.
  func next() throws(Failure) -> Result<JSONValue, Failure>? {
    switch source {
    case .lines(var lines):
      let row = nextLine(&lines)
      source = .lines(lines)
      if row == nil, lines.hasFailed {
        throw Failure(.input("`\(name)` cannot be read on"), at: place)
      }
      return row
    case .elements(var elements):
      let element = elements.popFirst()
      source = .elements(elements)
      if element != nil { elementsRead += 1 }
      return element.map { .success($0.value) }
    case .records(var records):
      let record = try records.next()
      source = .records(records)
      return record
    }
  }

  private func nextLine(_ lines: inout LineReader) -> Result<JSONValue, Failure>? {
    while var line = lines.next() {
      if lines.number == 1 { line = line.withoutByteOrderMark }
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
        continue
      }
      do {
        return .success(try JSONValue(parsing: line))
      } catch {
        return .failure(
          Failure(
            .input("\(name):\(lines.number):\(error.offset + 1): \(error.reason)"), at: place))
      }
    }
    return nil
  }

  /// A JSON file is one value and must be read whole; NDJSON and CSV are streamed.
  private static func elements(
    of bytes: ByteReader, _ name: String, _ place: Place
  ) throws(Failure) -> [RawJSON] {
    var whole: [UInt8] = []
    while true {
      guard let piece = bytes.read(upTo: 1 << 20) else {
        throw Failure(.input("`\(name)` cannot be read"), at: place)
      }
      if piece.isEmpty { break }
      whole += piece
    }
    whole = whole.withoutByteOrderMark
    let json: RawJSON
    do {
      json = try RawJSON(parsing: whole)
    } catch {
      let line = whole.prefix(error.offset).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      throw Failure(.input("\(name):\(line): \(error.reason)"), at: place)
    }
    switch json.kind {
    case .array: return json.elements
    case .object: return json["data"].flatMap { $0.kind == .array ? $0.elements : nil } ?? [json]
    case .null, .bool, .number, .string:
      throw Failure(.input("`\(name)` holds no array of objects"), at: place)
    }
  }
}

extension [UInt8] {
  /// The same text without the mark that some programs begin a UTF-8 file with.
  fileprivate var withoutByteOrderMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}
