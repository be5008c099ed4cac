import Diagnostics
import Expressions
import JSON
import Planning

/// The rows that a matching write is about, all found before the first of them is written, so that
/// a result that changes under the writing neither skips nor repeats any.
struct CollectedRows {
  private enum Place {
    case memory(ArraySlice<JSONValue>)
    case journal(JournalStep, next: Int, waiting: ArraySlice<JSONValue>)
  }

  private var kept: Place
  let count: Int
  /// The first rows, whole; a resumed run knows only what the journal keeps of them.
  let sample: [JSONValue]

  /// Rows taken from the journal, or put into it, at once.
  fileprivate static let pieceSize = 500

  /// Finds the rows, or takes those that the run found which this one resumes.
  /// - Parameter found: told how many were found so far.
  init(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, _ job: WriteJob, found: (Int) -> Void
  ) async throws {
    var collection = RowCollection(sampleSize: job.sampleSize)
    guard let step = job.step else {
      var rows: [JSONValue] = []
      try await collection.collect(read, of: plan, engine, found: found) { rows.append($0) }
      kept = .memory(rows[...])
      (count, sample) = (rows.count, collection.sample)
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
    case .memory(var rows):
      let row = rows.popFirst()
      kept = .memory(rows)
      return row
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

/// Rows while they are found.
private struct RowCollection {
  let sampleSize: Int
  private(set) var sample: [JSONValue] = []
  private var seen = SeenIDs()
  private var count = 0

  init(sampleSize: Int) {
    self.sampleSize = sampleSize
  }

  /// Hands on what is kept of each row, none twice.
  mutating func collect(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, found: (Int) -> Void,
    keep: (JSONValue) throws -> Void
  ) async throws {
    let isWhole = engine.keepsPrevious(plan)
    try await engine.read(
      read,
      emit: { row in
        guard try plan.isNew(row, &seen), let kept = plan.kept(row, whole: isWhole) else { return }
        if sample.count < sampleSize { sample.append(row.value) }
        count += 1
        try keep(kept)
      }, pause: { found(count) })
  }

  /// Keeps the rows in a journal.
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
  /// Whether a matching row was not met before: none is written twice.
  /// - Throws: `Failure` where it has no id to be written by.
  fileprivate func isNew(_ row: Row, _ seen: inout SeenIDs) throws(Failure) -> Bool {
    if let id = row.id { return seen.insert(id) }
    guard !takesID else {
      throw Failure(.malformed("the list contains rows without an `id`"), at: place)
    }
    return true
  }

  /// What is kept of a matching row: all of it where the body reads it or a report keeps what is
  /// replaced, else its id alone.
  fileprivate func kept(_ row: Row, whole: Bool) -> JSONValue? {
    if whole || !(body?.fields ?? []).isEmpty { return row.value }
    return row.id.map { ["id": .string($0)] }
  }
}
