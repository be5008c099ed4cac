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

  /// Rows taken from the journal, or put into it, at once.
  private static let pieceSize = 500

  /// Finds the rows, or takes those that the run found which this one resumes.
  init(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, in step: JournalStep?
  ) async throws {
    guard let step else {
      var rows: [JSONValue] = []
      var seen = SeenIDs()
      try await engine.read(read) { row in
        guard try plan.isNew(row, &seen) else { return }
        if let row = plan.kept(row, whole: engine.keepsPrevious(plan)) { rows.append(row) }
      }
      kept = .memory(rows[...])
      count = rows.count
      return
    }
    do {
      if let before = try step.collectedRows() {
        count = before
      } else {
        count = try await Self.collect(read, of: plan, engine, in: step)
      }
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
    kept = .journal(step, next: 1, waiting: [])
  }

  private static func collect(
    _ read: ReadPlan, of plan: WritePlan, _ engine: Engine, in step: JournalStep
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
      guard try plan.isNew(row, &seen) else { return }
      if let row = plan.kept(row, whole: engine.keepsPrevious(plan)) { piece.append(row) }
      if piece.count >= pieceSize { try pass() }
    }
    try pass()
    try step.endCollecting(count)
    return count
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
