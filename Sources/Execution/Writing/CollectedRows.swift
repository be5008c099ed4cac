import Diagnostics
import Expressions
import JSON
import Planning

/// The rows that a matching write is about, all found before the first of them is written, so that
/// a result that changes under the writing neither skips nor repeats any.
struct CollectedRows {
  private enum Place {
    case spool(RowSpool)
    case journal(JournalStep, next: Int, waiting: ArraySlice<JSONValue>)
  }

  private var kept: Place
  let count: Int

  /// Rows taken from the journal, or put into it, at once.
  private static let pieceSize = 500

  /// Finds the rows, or takes those that the run found which this one resumes.
  init(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, _ job: WriteJob
  ) async throws {
    let keeping = Keeping(plan, engine, job)
    guard let step = job.step else {
      var rows = RowSpool(in: engine.surroundings.temporaryDirectory)
      var count = 0
      var seen = SeenIDs()
      try await engine.read(read) { row in
        guard try plan.isNew(row, &seen), let row = plan.kept(row, keeping) else { return }
        try rows.add(row)
        count += 1
      }
      kept = .spool(rows)
      self.count = count
      return
    }
    do {
      if let before = try step.collectedRows() {
        count = before
      } else {
        count = try await Self.collect(read, of: plan, engine, keeping, in: step)
      }
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
    kept = .journal(step, next: 1, waiting: [])
  }

  private static func collect(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, _ keeping: Keeping,
    in step: JournalStep
  ) async throws -> Int {
    try step.beginCollecting()
    var count = 0
    var piece: [JSONValue] = []
    func pass() throws(JournalError) {
      try step.collect(piece, after: count)
      count += piece.count
      piece = []
    }
    var seen = SeenIDs()
    try await engine.read(read) { row in
      guard try plan.isNew(row, &seen), let row = plan.kept(row, keeping) else { return }
      piece.append(row)
      if piece.count >= pieceSize { try pass() }
    }
    try pass()
    try step.endCollecting(count)
    return count
  }

  mutating func next(at place: Diagnostics.Place) throws(Failure) -> JSONValue? {
    switch kept {
    case .spool(var rows):
      let row = try rows.next()
      kept = .spool(rows)
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

extension WritePlan {
  /// Whether a matching row was not met before: none is written twice.
  /// - Throws: `Failure` where it has no id to be written by.
  fileprivate func isNew(_ row: Row, _ seen: inout SeenIDs) throws(Failure) -> Bool {
    if let id = row.id { return seen.insert(id) }
    guard !takesID else {
      throw Failure(.malformed("the list has rows without an `id`"), at: place)
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
