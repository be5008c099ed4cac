import Diagnostics
import JSON
import Planning

/// The inputs of a write, one at a time.
struct WriteInputs {
  private enum Source {
    case once
    case ids(ArraySlice<String>)
    case values(ArraySlice<JSONValue>)
    case rows(RowReader)
    case finished
  }

  private let plan: WritePlan
  private var source: Source
  private var number = 0

  /// Opens the input; the rows of a matching write are all found here, before the first write.
  init(_ plan: WritePlan, engine: Engine, standardInput: ByteReader?) async throws {
    self.plan = plan
    switch plan.input {
    case .body: source = .once
    case .ids(let ids): source = .ids(ids[...])
    case .values(let values): source = .values(values[...])
    case .matching(let read): source = .values(try await Self.rows(of: read, plan, engine)[...])
    case .file(let path): source = .rows(try RowReader.open(path, at: plan.place))
    case .standardInput:
      guard let standardInput else {
        throw Failure(.input("there is no standard input to read"), at: plan.place)
      }
      source = .rows(RowReader(standardInput, format: .ndjson, name: "stdin", place: plan.place))
    }
  }

  /// The matching rows: whole where the body reads them, else their ids alone.
  private static func rows(
    of read: ReadPlan, _ plan: WritePlan, _ engine: Engine
  ) async throws -> [JSONValue] {
    let needsRows = !(plan.body?.fields ?? []).isEmpty
    var rows: [JSONValue] = []
    try await engine.read(read) { row in
      if needsRows {
        rows.append(row.value)
      } else if let id = row.id {
        rows.append(["id": .string(id)])
      }
    }
    return rows
  }

  /// One input: what is to be sent for it, or why nothing can be.
  struct Input {
    /// Its number, from 1; nil where the write is no bulk job.
    var row: Int?
    var write: Result<PreparedWrite, Failure>
  }

  /// The next input; nil at the end. An input that cannot be written fails alone.
  mutating func next() throws -> Input? {
    if let limit = plan.limit, number >= limit { return nil }
    number += 1
    let row = plan.input.isBulk ? number : nil
    return try nextWrite(row).map { Input(row: row, write: $0) }
  }

  private mutating func nextWrite(_ rowNumber: Int?) throws -> Result<PreparedWrite, Failure>? {
    switch source {
    case .finished:
      return nil
    case .once:
      source = .finished
      return prepared(id: nil, row: nil, rowNumber)
    case .ids(var ids):
      guard let id = ids.popFirst() else { return nil }
      source = .ids(ids)
      return prepared(id: id, row: nil, rowNumber)
    case .values(var values):
      guard let value = values.popFirst() else { return nil }
      source = .values(values)
      return prepared(id: nil, row: value, rowNumber)
    case .rows(let reader):
      guard let row = try reader.next() else { return nil }
      switch row {
      case .success(let value): return prepared(id: nil, row: value, rowNumber)
      case .failure(let failure): return .failure(failure)
      }
    }
  }

  private func prepared(
    id: String?, row: JSONValue?, _ number: Int?
  ) -> Result<PreparedWrite, Failure> {
    Result { () throws(Failure) in try plan.prepared(id: id, row: row, number: number) }
  }
}
