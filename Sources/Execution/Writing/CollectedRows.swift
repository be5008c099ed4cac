import Diagnostics
import Expressions
import JSON
import Planning

/// The rows of a matching write, all found before the first of them is written, so that writes that
/// change the result neither skip nor repeat rows.
struct CollectedRows {
  private enum Place {
    case spool(RecordSpool)
    case journal(JournalStep, next: Int, waiting: ArraySlice<JSONValue>)
  }

  private var kept: Place
  let count: Int
  /// The first rows, complete; in a resumed run only what the journal has stored of them.
  let sample: [JSONValue]

  /// The number of rows read from the journal, or written to it, at once.
  fileprivate static let pieceSize = 500

  /// Finds the rows, or takes those that the interrupted run has found.
  /// - Parameter found: called with the number of rows found so far.
  init(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, _ job: WriteJob, found: (Int) -> Void
  ) async throws {
    var collection = RowCollection(
      keeping: Keeping(plan, engine, job), sampleSize: job.sampleSize)
    guard let step = job.step else {
      let directory = engine.dependencies.temporaryDirectory
      var rows = RecordSpool { try TemporaryFile(in: directory) }
      count = try await collection.collect(read, of: plan, engine, found: found) {
        try rows.append(Array($0.compact.utf8))
      }
      kept = .spool(rows)
      sample = collection.sample
      return
    }
    do {
      if let before = try step.collectedRows() {
        count = before
        sample = try step.rows(from: 1, count: job.sampleSize)
      } else {
        count = try await collection.collect(read, of: plan, engine, in: step, found: found)
        sample = collection.sample
      }
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
    kept = .journal(step, next: 1, waiting: [])
  }

  mutating func next(at place: Diagnostics.Place) throws(Failure) -> JSONValue? {
    switch kept {
    case .spool(var rows):
      defer { kept = .spool(rows) }
      do {
        return try rows.next().map { try JSONValue(parsing: $0) }
      } catch {
        throw error as? Failure ?? .outside(.input("\(ChangedSpace())"))
      }
    case .journal(let step, let next, var waiting):
      if waiting.isEmpty {
        do {
          waiting = try step.rows(from: next, count: Self.pieceSize)[...]
        } catch {
          throw Failure(error, at: place)
        }
      }
      guard let row = waiting.popFirst() else { return nil }
      kept = .journal(step, next: next + 1, waiting: waiting)
      return row
    }
  }
}

/// Rows while they are being found.
private struct RowCollection {
  private let keeping: Keeping
  private let sampleSize: Int
  private(set) var sample: [JSONValue] = []
  private var seen = SeenIDs()
  private var count = 0

  init(keeping: Keeping, sampleSize: Int) {
    self.keeping = keeping
    self.sampleSize = sampleSize
  }

  /// Passes on the stored part of each row, none twice.
  /// - Returns: the number of rows.
  @discardableResult
  mutating func collect(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, found: (Int) -> Void,
    keep: (JSONValue) throws -> Void
  ) async throws -> Int {
    try await engine.read(
      read,
      emit: { row in
        guard try plan.isNew(row, &seen), let kept = plan.kept(row, keeping) else { return }
        if sample.count < sampleSize { sample.append(row.value) }
        count += 1
        try keep(kept)
      }, pause: { found(count) })
    return count
  }

  /// Stores the rows in a journal.
  mutating func collect(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, in step: JournalStep,
    found: (Int) -> Void
  ) async throws -> Int {
    try step.beginCollecting()
    var passed = 0
    var piece: [JSONValue] = []
    func pass() throws(JournalError) {
      try step.collect(piece, after: passed)
      passed += piece.count
      piece = []
    }
    try await collect(read, of: plan, engine, found: found) { row in
      piece.append(row)
      if piece.count >= CollectedRows.pieceSize { try pass() }
    }
    try pass()
    try step.endCollecting(passed)
    return passed
  }
}

extension WritePlan {
  /// Returns true if a matching row was not seen before: none is written twice.
  /// - Throws: `Failure` if it has no id to be written by.
  fileprivate func isNew(_ row: Row, _ seen: inout SeenIDs) throws(Failure) -> Bool {
    if let id = row.id { return seen.insert(id) }
    guard !takesID else {
      throw Failure(.malformed("the list contains rows without an `id`"), at: place)
    }
    return true
  }

  /// Returns the stored part of a matching row: all of it if the body reads it, a report needs the
  /// replaced values, or it stays unchanged; else its id alone.
  fileprivate func kept(_ row: Row, _ keeping: Keeping) -> JSONValue? {
    if keeping.isWhole { return row.value }
    if keeping.skipsUnchanged {
      let value = row.value
      if let write = try? prepared(id: nil, row: value, number: nil),
        isUnchanged(value, by: write)
      {
        return value
      }
    }
    return row.id.map { ["id": .string($0)] }
  }

  /// Returns true if a job does not write rows that already have the values. This requires rows in
  /// their current state, not those of a search index.
  func skipsUnchanged(_ job: WriteJob) -> Bool {
    guard verb.skipsUnchanged, !job.forcesWrites, batch?.isOnly != true else { return false }
    if case .matching(let read) = input { return !read.route.readsIndex }
    return key?.readsIndex == false
  }

  /// Returns true if a matching row already has the values that its write would set.
  func isUnchanged(_ row: JSONValue, by write: PreparedWrite) -> Bool {
    object.sameness(of: row, with: write.request.parameters) == .same
  }
}

/// The part of matching rows that is stored.
private struct Keeping {
  let isWhole: Bool
  let skipsUnchanged: Bool

  init(_ plan: WritePlan, _ engine: Engine, _ job: WriteJob) {
    isWhole = engine.keepsPrevious(plan) || !(plan.body?.fields ?? []).isEmpty
    skipsUnchanged = plan.skipsUnchanged(job)
  }
}
