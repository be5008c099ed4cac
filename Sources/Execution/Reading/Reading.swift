import Analysis
import Evaluation
import JSON
import Planning

extension Engine {
  /// Finds a plan's rows and hands them on, each as soon as it is known.
  /// - Parameters:
  ///   - emit: takes each row.
  ///   - pause: called before each wait for Stripe, so that rows held back can be shown.
  public func read(
    _ plan: ReadPlan, emit: (Row) throws -> Void, pause: () throws -> Void = {}
  ) async throws {
    if plan.expectsOne { return try await retrieve(plan, emit: emit) }
    if plan.limit == 0 { return }
    var shaper = Shaper(plan: plan, directory: surroundings.temporaryDirectory)
    var stream = stream(plan)
    // Whoever has rows to complete has been answered before.
    let retries = ReadPatience().allowance(forRequest: 1)
    do {
      while !shaper.isFull, let batch = try await stream.next() {
        for row in try await completed(batch, for: plan, retries) where !shaper.isFull {
          guard try plan.admits(row) else { continue }
          try shaper.add(.raw(row), emit: emit)
        }
        try pause()
      }
      try shaper.finish(emit: emit)
    } catch let error as EvaluationError {
      throw Failure(error, at: plan.place)
    }
  }

  /// The number of a plan's rows.
  public func count(_ plan: ReadPlan) async throws -> Int {
    var count = 0
    try await read(plan) { _ in count += 1 }
    return count
  }

  /// Exactly one row; it stops at the second.
  private func retrieve(_ plan: ReadPlan, emit: (Row) throws -> Void) async throws {
    var rows: [RawJSON] = []
    var candidates = plan
    candidates.expectsOne = false
    candidates.route = plan.route.undivided
    var stream = stream(candidates)
    do {
      // Which row is the newest does not matter here: the second one that is met ends the search.
      while rows.count < 2, let batch = try await stream.next() {
        for row in batch where rows.count < 2 {
          if try plan.admits(row) { rows.append(row) }
        }
      }
    } catch let error as EvaluationError {
      throw Failure(error, at: plan.place)
    }
    guard let row = rows.first else {
      throw Failure(.notFound("no \(plan.object.name) matches"), at: plan.place)
    }
    guard rows.count == 1 else {
      throw Failure(
        .ambiguous(
          "more than one \(plan.object.name) matches; `query \(plan.object.plural)` shows them"),
        at: plan.place)
    }
    var shaper = Shaper(plan: plan, directory: surroundings.temporaryDirectory)
    try shaper.add(.raw(row), emit: emit)
    try shaper.finish(emit: emit)
  }
}

extension Route {
  /// The same without slices: the first page tells enough.
  fileprivate var undivided: Route {
    guard case .search(var step) = self else { return self }
    step.createdRange = nil
    return .search(step)
  }
}

extension ReadPlan {
  func admits(_ row: RawJSON) throws(EvaluationError) -> Bool {
    guard let filter else { return true }
    return try filter.holds(on: row)
  }
}
