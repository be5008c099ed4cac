import Diagnostics
import Expressions
import JSON
import Planning

/// The rows that a matching write is about, all found before the first of them is written, so that
/// a result that changes under the writing neither skips nor repeats any.
struct CollectedRows {
  private enum Place {
    case spool(RecordSpool)
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
    var collection = RowCollection(
      keeping: Keeping(plan, engine, job), sampleSize: job.sampleSize)
    guard let step = job.step else {
      let directory = engine.surroundings.temporaryDirectory
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

/// Rows while they are found.
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

  /// Hands on what is kept of each row, none twice.
  /// - Returns: how many there are.
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

  /// What is kept of a matching row: all of it where the body reads it, where a report keeps what
  /// is replaced or where it is left as it is, else its id alone.
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

  /// Whether a job leaves rows alone that already are as asked: rows that are known as they are
  /// now, and not as a search knew them.
  func skipsUnchanged(_ job: WriteJob) -> Bool {
    guard verb.skipsUnchanged, !job.forcesWrites, batch?.isOnly != true else { return false }
    if case .matching(let read) = input { return !read.route.readsIndex }
    return key?.readsIndex == false
  }

  /// Whether a matching row already is as its write would make it.
  func isUnchanged(_ row: JSONValue, by write: PreparedWrite) -> Bool {
    object.sameness(of: row, with: write.request.parameters) == .same
  }
}

/// What of matching rows is kept.
private struct Keeping {
  let isWhole: Bool
  let skipsUnchanged: Bool

  init(_ plan: WritePlan, _ engine: Engine, _ job: WriteJob) {
    isWhole = engine.keepsPrevious(plan) || !(plan.body?.fields ?? []).isEmpty
    skipsUnchanged = plan.skipsUnchanged(job)
  }
}
