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
    case elements(ArraySlice<RawJSON>, ElementPlaces)
    case records(CSVReader)
  }

  private var source: Source
  private let name: String
  private let place: Place

  /// Where the row handed out last stands: `people.csv:4`, or `people.json:4:3`.
  var position: String {
    switch source {
    case .lines(let lines): "\(name):\(lines.number)"
    case .elements(_, let places): "\(name):\(places.line):\(places.column)"
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
    case .json:
      let whole = try Self.whole(bytes, name, place)
      let elements = try Self.elements(of: whole, name, place)
      source = .elements(elements[...], ElementPlaces(bytes: whole))
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
    case .elements(var elements, var places):
      guard let element = elements.popFirst() else { return nil }
      places.pass(to: element.offset)
      source = .elements(elements, places)
      return .success(element.value)
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
  private static func whole(
    _ bytes: ByteReader, _ name: String, _ place: Place
  ) throws(Failure) -> [UInt8] {
    var whole: [UInt8] = []
    while true {
      guard let piece = bytes.read(upTo: 1 << 20) else {
        throw Failure(.input("`\(name)` cannot be read"), at: place)
      }
      if piece.isEmpty { break }
      whole += piece
    }
    return whole.withoutByteOrderMark
  }

  private static func elements(
    of whole: [UInt8], _ name: String, _ place: Place
  ) throws(Failure) -> [RawJSON] {
    let json: RawJSON
    do {
      json = try RawJSON(parsing: whole)
    } catch {
      var places = ElementPlaces(bytes: whole)
      places.pass(to: error.offset)
      throw Failure(
        .input("\(name):\(places.line):\(places.column): \(error.reason)"), at: place)
    }
    switch json.kind {
    case .array: return json.elements
    case .object: return json["data"].flatMap { $0.kind == .array ? $0.elements : nil } ?? [json]
    case .null, .bool, .number, .string:
      throw Failure(.input("`\(name)` holds no array of objects"), at: place)
    }
  }
}

/// Where the elements of a JSON file stand: counts its lines as far as they were passed.
private struct ElementPlaces {
  let bytes: [UInt8]
  /// Both from 1; the column counts bytes.
  private(set) var line = 1
  private(set) var column = 1
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func pass(to offset: Int) {
    for byte in bytes[min(position, offset)..<min(offset, bytes.count)] {
      (line, column) = byte == UInt8(ascii: "\n") ? (line + 1, 1) : (line, column + 1)
    }
    position = max(position, offset)
  }
}

extension [UInt8] {
  /// The same text without the mark that some programs begin a UTF-8 file with.
  fileprivate var withoutByteOrderMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}
