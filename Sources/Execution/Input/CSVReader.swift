import Diagnostics
import JSON
import SwiftCSV

/// Rows of a CSV file, a record at a time: the file is cut into records here, so that any number of
/// them takes flat memory, and SwiftCSV reads each.
struct CSVReader {
  private var lines: LineReader
  private let name: String
  private let place: Place
  private let header: [[String]]
  private let delimiter: CSVDelimiter
  /// The line on which the record handed out last begins, from 1.
  private(set) var line = 0

  /// Names reach no deeper than this into objects, which are as deep on the stack as well.
  private static let depthLimit = 32

  /// Reads the header; a dot in it reaches into objects: `metadata.tier`.
  init(_ bytes: ByteReader, name: String, place: Place) throws(Failure) {
    self.name = name
    self.place = place
    lines = LineReader(bytes)
    guard var first = Self.record(&lines)?.text else {
      throw Failure(
        .input("`\(name)` is empty: a CSV file starts with its column names"), at: place)
    }
    if first.unicodeScalars.first == "\u{FEFF}" { first = String(first.unicodeScalars.dropFirst()) }
    delimiter = CSVDelimiter.guessed(string: first)
    guard let cells = Self.cells(first, delimiter) else {
      throw Failure(.input("\(name):1: the column names cannot be read"), at: place)
    }
    header = cells.map { $0.split(separator: ".").map(String.init) }
    if let empty = cells.firstIndex(where: \.isEmpty) {
      throw Failure(.input("\(name):1: column \(empty + 1) has no name"), at: place)
    }
    if let clash = Self.clash(in: header) {
      throw Failure(.input("\(name):1: \(clash)"), at: place)
    }
    if let deep = header.firstIndex(where: { $0.count > Self.depthLimit }) {
      throw Failure(
        .input("\(name):1: the name of column \(deep + 1) has too many dots"), at: place)
    }
  }

  /// The next record as an object of texts; an empty cell is left out.
  mutating func next() throws(Failure) -> Result<JSONValue, Failure>? {
    guard let record = Self.record(&lines) else {
      if lines.hasFailed { throw Failure(.input("`\(name)` cannot be read on"), at: place) }
      return nil
    }
    line = record.line
    guard record.openQuote == nil, let cells = Self.cells(record.text, delimiter) else {
      let position = record.openQuote.map { "\($0.line):\($0.column)" } ?? "\(record.line)"
      return .failure(Failure(.input("\(name):\(position): the quotes do not close"), at: place))
    }
    guard cells.count <= header.count else {
      return .failure(
        Failure(
          .input("\(name):\(record.line): \(cells.count) cells under \(header.count) columns"),
          at: place))
    }
    var object = JSONObject()
    for (path, cell) in zip(header, cells) where !cell.isEmpty {
      object.set(path[...], to: .string(cell))
    }
    return .success(.object(object))
  }

  /// Why two columns cannot both be kept: they have one name, or one reaches into the other.
  private static func clash(in header: [[String]]) -> String? {
    var columns: [[String]: Int] = [:]
    for (index, path) in header.enumerated() {
      if let other = columns.updateValue(index + 1, forKey: path) {
        return "columns \(other) and \(index + 1) have the same name"
      }
    }
    for (index, path) in header.enumerated() {
      for depth in path.indices.dropFirst() {
        guard let other = columns[Array(path[..<depth])] else { continue }
        return "column \(index + 1) reaches into what column \(other) holds"
      }
    }
    return nil
  }

  /// The lines of one record: a quoted cell may hold line ends. Empty lines are passed over.
  private static func record(_ lines: inout LineReader) -> Record? {
    var bytes: [UInt8] = []
    var first = 0
    var openQuote: Record.Position?
    while let line = lines.next() {
      if openQuote != nil {
        bytes.append(UInt8(ascii: "\n"))
      } else {
        if line.isEmpty { continue }
        first = lines.number
      }
      bytes += line
      for (index, byte) in line.enumerated() where byte == UInt8(ascii: "\"") {
        openQuote = openQuote == nil ? (lines.number, index + 1) : nil
      }
      if openQuote == nil { return Record(bytes, line: first, openQuote: nil) }
    }
    return openQuote.map { Record(bytes, line: first, openQuote: $0) }
  }

  /// Blanks before a cell without quotes are no part of it; those within quotes are.
  private static func cells(_ record: String, _ delimiter: CSVDelimiter) -> [String]? {
    try? CSV<Enumerated>(string: record, delimiter: delimiter, loadColumns: false).header
  }
}

/// One record and where it stands.
private struct Record {
  /// A line and a byte in it, each from 1.
  typealias Position = (line: Int, column: Int)

  let text: String
  /// The number of its first line, from 1.
  let line: Int
  /// A quote that opens in it and does not close.
  let openQuote: Position?

  init(_ bytes: [UInt8], line: Int, openQuote: Position?) {
    text = String(decoding: bytes, as: UTF8.self)
    self.line = line
    self.openQuote = openQuote
  }
}

extension JSONObject {
  fileprivate mutating func set(_ path: ArraySlice<String>, to value: JSONValue) {
    guard let key = path.first else { return }
    let rest = path.dropFirst()
    guard !rest.isEmpty else { return self[key] = value }
    var nested = self[key]?.object ?? JSONObject()
    nested.set(rest, to: value)
    self[key] = .object(nested)
  }
}
