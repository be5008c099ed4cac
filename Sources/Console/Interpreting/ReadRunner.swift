import Diagnostics
import Execution
import Expressions
import JSON
import Planning

/// Runs reads: prints their rows, or returns them as values.
struct ReadRunner {
  let services: RunServices

  /// Returns the value of a read in an expression. A resumed run takes the result of the original
  /// run from the journal, if it got that far, so that both take the same branches.
  /// - Throws: `Failure` if a request fails, or the journal cannot be read or written.
  func result(
    of plan: ReadPlan, isCounted: Bool, in state: inout SessionState
  ) async throws -> JSONValue {
    let step = try services.journal?.nextStep(plan.title, at: plan.place)
    do {
      if let before = try step?.result() { return before }
      let engine = try services.account.engine(&state.settings)
      let progress = CollectionProgress(services, state)
      defer { progress.clear() }
      let value = try await value(of: plan, isCounted: isCounted, engine, progress)
      try step?.keep(result: value)
      return value
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
  }

  private func value(
    of plan: ReadPlan, isCounted: Bool, _ engine: Engine, _ progress: CollectionProgress
  ) async throws -> JSONValue {
    var count = 0
    var rows: [JSONValue] = []
    try await engine.read(
      plan,
      emit: { row in
        count += 1
        if !isCounted { rows.append(row.value) }
      }, pause: { progress.found(count) })
    return isCounted ? .integer(count) : plan.isSingle ? rows.first ?? .null : .array(rows)
  }

  /// Runs a read that is a statement of its own, and prints its rows.
  /// - Throws: `Failure` if a request fails, and errors of the output.
  func print(_ plan: ReadPlan, in state: inout SessionState) async throws {
    let output = services.output(state)
    let pager = services.pages ? output.pager(isSingle: plan.isSingle) : nil
    let meter = services.meter
    var rows = 0
    var warnings: [String] = []
    var count = meter.count()
    do {
      warnings = try await print(plan, output, pager, rows: &rows, meter, in: &state)
      // Measured before the pager ends: the time a person spends reading does not count.
      count = meter.count(rows: rows)
      try pager?.finish()
    } catch {
      // The rows read before the failure remain in the pager; quitting it early is not an error.
      let isLeft = pager?.isLeft == true
      try? pager?.finish()
      if !isLeft { throw error }
      count = meter.count(rows: rows)
    }
    for warning in warnings { output.say(warning) }
    say(count, output, isSingle: plan.isSingle, in: &state)
  }

  private func say(
    _ count: RowCount, _ output: OutputChannel, isSingle: Bool, in state: inout SessionState
  ) {
    guard output.countsRows(isSingle: isSingle) else { return }
    // In a block, other iterations may run at the same time, so requests cannot be attributed.
    guard state.scopes.count == 1 else {
      return output.say(RowCount(rows: count.rows, requests: 0, seconds: 0).text)
    }
    state.effects.countedRequests += count.requests
    output.say(count.text)
  }

  /// Writes the rows.
  /// - Returns: the warnings about what the output does not show.
  private func print(
    _ plan: ReadPlan, _ output: OutputChannel, _ pager: Pager?, rows: inout Int,
    _ meter: RunMeter, in state: inout SessionState
  ) async throws -> [String] {
    let engine = try services.account.engine(&state.settings)
    let read = PresentedRead(
      plan, addsCurrencies: output.showsMoney(isSingle: plan.isSingle),
      namesCustomers: try output.format(isSingle: plan.isSingle).isForPeople
        && services.account.connect(&state.settings).readsEverything)
    var writer = output.writer(
      ResultDescription(
        isSingle: plan.isSingle, columns: read.columns, object: plan.object,
        title: plan.place.text), through: pager)
    let progress = output.progress(now: services.dependencies.engine.elapsed)
    defer { progress?.clear() }
    // No row of an earlier result may stand for this one.
    state.effects.lastResult = .null
    do {
      try await engine.read(
        read.plan,
        emit: { row in
          rows += 1
          services.note(row, number: rows, in: &state)
          if rows == 1 { state.effects.lastResult = row.value }
          try writer.write(row)
        },
        pause: {
          if output.results.isTerminal { progress?.clear() }
          try writer.flush()
          guard pager?.isShown != true else { return }
          progress?.show(rows: rows, expected: plan.limit, requests: meter.requests)
        })
    } catch {
      progress?.clear()
      // Rows that were read before the failure are results too.
      try? writer.finish()
      throw error
    }
    progress?.clear()
    try writer.finish()
    return writer.warnings
  }
}

extension RunServices {
  fileprivate var pages: Bool { asking != nil && usesPager }

  /// The number of rows of a result that are parsed for their names.
  private static let mostNamed = 200

  /// Records what a row shown at the prompt is known by, for completion; of later rows the id.
  fileprivate func note(_ row: Row, number: Int, in state: inout SessionState) {
    guard asking != nil else { return }
    if number <= Self.mostNamed {
      state.effects.note(row.value)
    } else if let id = row.id {
      state.effects.shownIDs.note(id)
    }
  }

  /// Prints the only row of a statement's result.
  /// - Throws: the error of the output.
  func printSingle(_ row: Row, in state: inout SessionState) throws {
    note(row, number: 1, in: &state)
    state.effects.lastResult = row.value
    var writer = output(state).writer(isSingle: true)
    try writer.write(row)
    try writer.finish()
  }

  /// A meter of requests and time that starts now.
  var meter: RunMeter {
    let (reporter, elapsed) = (reporter, dependencies.engine.elapsed)
    return RunMeter(requestsMade: { reporter.requests }, now: elapsed)
  }
}

/// Measures the requests and the time since its creation.
struct RunMeter {
  private let requestsMade: () -> Int
  private let now: () -> Double
  private let requestsBefore: Int
  private let start: Double

  init(requestsMade: @escaping () -> Int, now: @escaping () -> Double) {
    (self.requestsMade, self.now) = (requestsMade, now)
    (requestsBefore, start) = (requestsMade(), now())
  }

  /// The number of requests since the meter was created.
  var requests: Int { requestsMade() - requestsBefore }

  /// Returns the measured numbers, together with a number of rows.
  func count(rows: Int? = nil) -> RowCount {
    RowCount(rows: rows, requests: requests, seconds: now() - start)
  }
}

extension Place {
  /// The text of the statement.
  fileprivate var text: String {
    let bytes = Array(source.text.utf8)
    let range = min(span.start, bytes.count)..<min(max(span.start, span.end), bytes.count)
    return String(decoding: bytes[range], as: UTF8.self)
  }
}

extension ReadPlan {
  /// True if the result is a single document: `get` with one id, and `retrieve`.
  fileprivate var isSingle: Bool {
    if expectsOne { return true }
    guard isGet, case .objects(let step) = route else { return false }
    return step.targets.count == 1
  }
}
