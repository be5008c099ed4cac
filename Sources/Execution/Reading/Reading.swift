import Expressions
import JSON
import Planning

extension Engine {
  /// Reads a plan's rows and returns each as soon as it is known.
  /// - Parameters:
  ///   - emit: called with each row.
  ///   - pause: called before each wait for Stripe, so that buffered rows can be shown.
  /// - Throws: `Failure`, `CancellationError`, or an error of `emit` or `pause`.
  package func read(
    _ plan: ReadPlan, emit: (Row) throws -> Void, pause: () throws -> Void = {}
  ) async throws {
    if plan.expectsOne { return try await retrieve(plan, emit: emit) }
    if plan.limit == 0 { return }
    var shaper = Shaper(plan: plan, directory: dependencies.temporaryDirectory)
    var completer = RowCompleter(engine: self, plan: plan)
    var stream = stream(plan)
    do {
      if let count = try await counted(plan) { return try shaper.finish(count: count, emit: emit) }
      while !shaper.isFull, let batch = try await stream.next() {
        try await completer.hand(batch, to: &shaper, emit: emit)
        try pause()
      }
      try await completer.finish(&shaper, emit: emit)
    } catch let error as EvaluationError {
      throw Failure(error, at: plan.place)
    }
  }

  /// Returns the number of a plan's rows.
  ///
  /// - Throws: `Failure` or `CancellationError`.
  package func count(_ plan: ReadPlan) async throws -> Int {
    var count = 0
    try await read(plan) { _ in count += 1 }
    return count
  }

  /// Reads exactly one row; reading stops at the second.
  private func retrieve(_ plan: ReadPlan, emit: (Row) throws -> Void) async throws {
    var rows: [RawJSON] = []
    var candidates = plan
    candidates.expectsOne = false
    candidates.route = plan.route.undivided
    var completer = RowCompleter(engine: self, plan: plan)
    var stream = stream(candidates)
    do {
      // Which row is the newest does not matter: the second one that is found ends the search.
      while rows.count < 2, let batch = try await stream.next() {
        rows += try await completer.admitted(batch, most: 2 - rows.count)
      }
    } catch let error as EvaluationError {
      throw Failure(error, at: plan.place)
    }
    guard let first = rows.first else {
      throw Failure(.notFound("no \(plan.object.name) matches"), at: plan.place)
    }
    guard rows.count == 1 else {
      throw Failure(
        .ambiguous(
          "more than one \(plan.object.name) matches; `query \(plan.object.plural)` shows them"),
        at: plan.place)
    }
    let shaper = Shaper(plan: plan, directory: dependencies.temporaryDirectory)
    for row in try await completer.completed([first], by: plan.afterFilter) {
      try shaper.show(.raw(row), emit: emit)
    }
  }
}

extension Route {
  /// The route without slices: the first page is enough.
  fileprivate var undivided: Route {
    guard case .search(var step) = self else { return self }
    step.createdRange = nil
    return .search(step)
  }
}

extension RowCompleter {
  /// Adds the rows of a batch that a shaper needs, completed for display.
  fileprivate mutating func hand(
    _ batch: [RawJSON], to shaper: inout Shaper, emit: (Row) throws -> Void
  ) async throws {
    if plan.hasWholeRows {
      for row in batch where try !shaper.isFull && plan.admits(row) {
        try shaper.add(.raw(row), emit: emit)
      }
      return
    }
    var rows = try await admitted(batch, most: shaper.room)
    if !shaper.showsLast { rows = try await completed(rows, by: plan.afterFilter) }
    for row in rows { try shaper.add(.raw(row), emit: emit) }
  }

  fileprivate mutating func finish(
    _ shaper: inout Shaper, emit: (Row) throws -> Void
  ) async throws {
    guard shaper.showsLast else { return try shaper.finish(emit: emit) }
    for row in try await completed(shaper.sorted(), by: plan.afterFilter) {
      try shaper.show(.raw(row), emit: emit)
    }
  }
}

extension ReadPlan {
  /// True if rows need no completion after their page has come.
  fileprivate var hasWholeRows: Bool { beforeFilter.isEmpty && afterFilter.isEmpty }

  func admits(_ row: RawJSON) throws(EvaluationError) -> Bool {
    guard let filter else { return true }
    return try filter.holds(on: shown(.raw(row)))
  }
}
