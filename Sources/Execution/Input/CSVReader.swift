import Diagnostics
import JSON

/// The rows of a CSV file, one record at a time, so that memory stays flat.
struct CSVReader {
  private var records: CSVRecords
  private let name: String
  private let place: Place?
  let header: CSVHeader
  /// The line on which the last returned record begins, from 1.
  private(set) var line = 0

  /// Reads the header.
  /// - Throws: `Failure.input` if the text or the header cannot be read.
  init(_ bytes: ByteReader, name: String, place: Place?) throws(Failure) {
    self.name = name
    self.place = place
    let first: Result<CSVRecord, CSVProblem>?
    do throws(TextError) {
      records = try CSVRecords(bytes)
      first = try records.next()
    } catch {
      throw Failure(.input(error.sentence(for: name)), at: place)
    }
    header = try Self.header(first, name, place)
  }

  private static func header(
    _ first: Result<CSVRecord, CSVProblem>?, _ name: String, _ place: Place?
  ) throws(Failure) -> CSVHeader {
    switch first {
    case nil:
      throw Failure(
        .input("`\(name)` is empty: a CSV file starts with its column names"), at: place)
    case .failure(let problem):
      throw Failure(problem, in: name, at: place)
    case .success(let record):
      do {
        return try CSVHeader((0..<record.count).map { record[$0] })
      } catch {
        throw Failure(.input("\(name):\(record.line): \(error.sentence)"), at: place)
      }
    }
  }

  /// Returns the next record as an object of strings, without absent cells; nil at the end.
  mutating func next() throws(Failure) -> Result<JSONValue, Failure>? {
    let next: Result<CSVRecord, CSVProblem>?
    do { next = try records.next() } catch {
      throw Failure(.input(error.sentence(for: name)), at: place)
    }
    switch next {
    case nil: return nil
    case .failure(let problem):
      line = problem.position.line
      return .failure(Failure(problem, in: name, at: place))
    case .success(let record):
      line = record.line
      guard record.count <= header.paths.count else {
        let counts = "\(record.count) cells under \(header.paths.count) columns"
        return .failure(Failure(.input("\(name):\(record.line): \(counts)"), at: place))
      }
      return .success(.object(header.object(record)))
    }
  }
}

extension Failure {
  fileprivate init(_ problem: CSVProblem, in name: String, at place: Place?) {
    let (line, column) = (problem.position.line, problem.position.column)
    self.init(.input("\(name):\(line):\(column): \(problem.reason)"), at: place)
  }
}
