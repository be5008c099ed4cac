import Diagnostics
import Expressions
import JSON
import Planning
import StripeWire

/// The inputs of a write, one at a time.
struct WriteInputs {
  private enum Source {
    case once
    case ids(ArraySlice<String>)
    case values(ArraySlice<JSONValue>)
    case rows(RowReader)
    case collected(CollectedRows)
    case finished
  }

  private let plan: WritePlan
  private var source: Source
  private var number = 0
  /// True if the returned inputs are sent; false in a check.
  private let areSent: Bool
  /// True if the rows that a query found are stored with their writes.
  private var keepsFound = false
  /// True if objects that already have the values are not written.
  private var skipsUnchanged = false
  /// The values by which objects were found so far, with the number of their line or row.
  private var seenKeys: [String: Int] = [:]

  /// Opens the input; the rows of a matching write are all found here, before the first write.
  /// - Parameter found: called with the number of matching rows found so far.
  init(
    _ plan: WritePlan, engine: Engine, _ job: WriteJob, found: (Int) -> Void
  ) async throws {
    self.plan = plan
    areSent = true
    switch plan.input {
    case .body: source = .once
    case .ids(let ids): source = .ids(ids[...])
    case .values(let values): source = .values(values[...])
    case .matching(let read):
      source = .collected(try await CollectedRows(read, of: plan, engine, job, found: found))
      keepsFound = engine.keepsPrevious(plan)
      skipsUnchanged = plan.skipsUnchanged(job)
    case .file, .standardInput:
      guard let pinned = try job.input ?? plan.pinnedInput(nil, engine.dependencies) else {
        throw Failure(.input("no standard input to read"), at: plan.place)
      }
      try Self.check(pinned, at: plan.place, in: job.step)
      source = .rows(try Self.rows(plan, pinned))
    }
  }

  /// Opens inputs that can be known without sending anything; nil if they cannot.
  init?(known plan: WritePlan, _ pinned: PinnedInput?) throws(Failure) {
    self.plan = plan
    areSent = false
    switch plan.input {
    case .body: source = .once
    case .ids(let ids): source = .ids(ids[...])
    case .values(let values): source = .values(values[...])
    case .file, .standardInput:
      guard let pinned else { return nil }
      source = .rows(try Self.rows(plan, pinned))
    case .matching: return nil
    }
  }

  private static func rows(_ plan: WritePlan, _ pinned: PinnedInput) throws(Failure) -> RowReader {
    var format = RowFormat.ndjson
    if case .file(let path) = plan.input { format = try RowReader.format(of: path, at: plan.place) }
    return try RowReader(
      pinned.reader(), checking: format, name: pinned.name, place: plan.place)
  }

  /// The first of the matching rows, complete; empty if the rows come from elsewhere.
  var sample: [JSONValue] {
    if case .collected(let rows) = source { rows.sample } else { [] }
  }

  /// The number of inputs; nil if it is not known before they are read.
  var count: Int? {
    let all: Int? =
      if case .collected(let rows) = source { rows.count } else { plan.input.count }
    return all.map { min($0, plan.limit ?? .max) }
  }

  /// Checks that the file of a resumed job is unchanged, because rows are identified by their
  /// numbers.
  private static func check(_ input: PinnedInput, at place: Place, in step: JournalStep?) throws {
    guard let step else { return }
    do {
      if let difference = try step.check(try input.fingerprint()) {
        throw Failure(.refused("the job cannot be resumed: \(difference.sentence)"), at: place)
      }
    } catch let error as UnreadableFile {
      throw Failure(.input("cannot read `\(input.name)`: \(error.reason)"), at: place)
    } catch let error as JournalError {
      throw Failure(error, at: place)
    }
  }

  /// One input: its write, or the reason why there is none. A class, because a write has many parts
  /// and is passed on several times.
  final class Input: Sendable {
    /// Its number, from 1; nil if the write is not part of a bulk job.
    let row: Int?
    let write: Result<PreparedWrite, Failure>

    init(row: Int?, write: Result<PreparedWrite, Failure>) {
      self.row = row
      self.write = write
    }
  }

  /// Returns the next input; nil at the end. An input that cannot be written is a failure of its
  /// own.
  mutating func next() throws -> Input? {
    if let limit = plan.limit, number >= limit { return nil }
    number += 1
    guard let item = try nextItem() else { return nil }
    return input(item)
  }

  /// The parts of one write.
  private struct Item {
    var id: String?
    var row: JSONValue?
    /// The object as a query found it.
    var found: JSONValue?
    var place: RowName.Place?
    /// The reason why there is no row.
    var failure: Failure?
  }

  /// Returns the failure of a row whose object an earlier row already names; nil if there is none.
  private mutating func repeated(_ keyed: KeyedWrite) -> Failure? {
    let reader: RowReader? = if case .rows(let reader) = source { reader } else { nil }
    let text = keyed.text
    let mark = reader?.mark ?? (word: "row", number: number)
    guard let first = seenKeys[text] else {
      seenKeys[text] = mark.number
      return nil
    }
    let name = plan.key.map { "\($0.member)" } ?? "key"
    return Failure(
      .value("\(name) \(keyed.key.compact) is also in \(mark.word) \(first)"), at: plan.place)
  }

  private mutating func nextItem() throws -> Item? {
    switch source {
    case .finished:
      return nil
    case .once:
      source = .finished
      return Item()
    case .ids(var ids):
      guard let id = ids.popFirst() else { return nil }
      source = .ids(ids)
      return Item(id: id, place: .id(id))
    case .values(var values):
      guard let value = values.popFirst() else { return nil }
      source = .values(values)
      return Item(row: value, place: .position(number))
    case .collected(var rows):
      guard let row = try rows.next(at: plan.place) else { return nil }
      source = .collected(rows)
      return Item(
        row: row, found: found(row, in: rows),
        place: row["id"]?.string.map(RowName.Place.id) ?? .position(number))
    case .rows(let reader):
      switch try nextRow(reader) {
      case nil: return nil
      case .success(let value)?: return Item(row: value, place: reader.place)
      case .failure(let failure)?: return Item(place: reader.place, failure: failure)
      }
    }
  }

  /// Returns the object that a query found for a row. A resumed run may have stored only the ids.
  private func found(_ row: JSONValue, in rows: CollectedRows) -> JSONValue? {
    if keepsFound, let object = row.object, object.members.count > 1 { return row }
    return rows.sample.count >= number ? rows.sample[number - 1] : nil
  }

  private mutating func input(_ item: Item) -> Input {
    let row = plan.input.isBulk ? number : nil
    let place = row == nil ? nil : item.place
    do throws(Failure) {
      var write = try prepared(item, row)
      if let keyed = write.keyed, let failure = repeated(keyed) { throw failure }
      if let place { write.name = RowName(place, of: write.document, item.found ?? item.row) }
      return Input(row: row, write: .success(write))
    } catch {
      guard let place else { return Input(row: row, write: .failure(error)) }
      let name = RowName(place, of: nil, item.found ?? item.row)
      return Input(row: row, write: .failure(error.withRow(name)))
    }
  }

  /// Returns the next row. If reading fails after rows were sent, the failure is that of a
  /// statement, not of its input.
  private func nextRow(_ reader: RowReader) throws(Failure) -> Result<JSONValue, Failure>? {
    do { return try reader.next() } catch {
      guard areSent, number > 1, case .input(let text) = error.reason else { throw error }
      throw Failure(.value(text), at: error.place)
    }
  }

  private func prepared(_ item: Item, _ number: Int?) throws(Failure) -> PreparedWrite {
    if let failure = item.failure { throw failure }
    var write = try plan.prepared(id: item.id, row: item.row, number: number)
    write.found = item.found
    write.source = item.row
    // A resumed run may have stored only the ids.
    if skipsUnchanged, let row = item.row, (row.object?.members.count ?? 0) > 1,
      plan.isUnchanged(row, by: write)
    {
      (write.unchanged, write.together) = (row, nil)
    }
    return write
  }
}
