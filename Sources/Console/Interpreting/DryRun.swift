import Execution
import HTTP
import JSON
import Planning
import Redaction

/// Shows the requests of writes instead of sending them: as a list on a terminal, as JSON documents
/// elsewhere.
struct DryRun {
  let services: RunServices

  func show(_ plan: WritePlan, in state: inout SessionState) async throws {
    let engine = try services.account.engine(&state.settings)
    let output = services.output(state)
    let lists = services.listsForPeople(state)
    let job = WriteJob(
      input: try services.pinnedInput(of: plan), marksWrites: state.settings.marksWrites,
      sampleSize: lists ? DryRunListing.maxRows : 0, forcesWrites: state.settings.forcesWrites)
    if !lists, state.settings.onError == .stop, try showInOneReading(plan, job, in: state) {
      return
    }
    _ = try plan.checkInputs(job.input, onError: state.settings.onError, output)
    var listing = lists ? DryRunListing(plan, engine) : nil
    let progress = CollectionProgress(services, state)
    defer { progress.clear() }
    var (count, rows) = (0, 0)
    var lines = output.documentLines()
    // What came before an error is shown before it.
    defer { try? lines.finish() }
    let unchanged = try await engine.requests(of: plan, job, found: progress.found) { prepared in
      let prepared = try prepared.get()
      count += 1
      rows += prepared.writes.count
      progress.clear()
      if listing != nil {
        for line in try await listing?.lines(of: prepared) ?? [] { try output.printMasked(line) }
      } else {
        let request = prepared.request
        try lines.append(document(request.method, request.path, request.parameters))
      }
    }
    try lines.finish()
    if let rest = listing?.rest { try output.printText(rest) }
    conclude(plan, requests: count, rows: rows, unchanged: unchanged, in: state)
  }

  /// Shows the requests of rows that are known, and reads them once: their requests are held until
  /// all rows were found to be right.
  /// - Returns: false if the rows are not known yet.
  private func showInOneReading(
    _ plan: WritePlan, _ job: WriteJob, in state: SessionState
  ) throws -> Bool {
    let output = services.output(state)
    let held = output.heldOutput()
    var lines = DocumentLines(held)
    var (count, rows) = (0, 0)
    guard plan.inputOrigin != nil,
      let check = try plan.checkedRequests(
        job,
        emit: { prepared in
          count += 1
          rows += prepared.writes.count
          let request = prepared.request
          try lines.append(document(request.method, request.path, request.parameters))
        })
    else { return false }
    try plan.refuseBadInputs(check, output)
    try lines.finish()
    try held.release(to: output.results.sink)
    conclude(plan, requests: count, rows: rows, unchanged: 0, in: state)
    return true
  }

  private func conclude(
    _ plan: WritePlan, requests: Int, rows: Int, unchanged: Int, in state: SessionState
  ) {
    guard plan.input.isBulk || plan.consequence != nil || unchanged > 0 else { return }
    let output = services.output(state)
    guard requests + unchanged > 0 else {
      return output.say("dry run: \(plan.emptiness); nothing to write.")
    }
    let words = requests == 1 ? "1 request" : "\(requests) requests"
    let saved = rows > requests ? " for \(rows) rows" : ""
    let same = unchanged > 0 ? ", \(unchanged) unchanged" : ""
    let time = ExpectedTime(services.account, state.settings).words(ofWrites: requests)
    output.say(
      "dry run: \(words)\(saved)\(same)\(time)\(plan.consequence?.dryRunEnding ?? "")")
  }

  func show(_ plan: RequestPlan, in state: SessionState) throws {
    let output = services.output(state)
    if services.listsForPeople(state) {
      for line in DryRunListing.lines(of: plan) { try output.printMasked(line) }
    } else {
      try output.printLine(document(plan.method, plan.path, plan.body))
    }
    if let ending = plan.consequence?.dryRunEnding { output.say("dry run: 1 request\(ending)") }
  }

  private func document(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject
  ) -> JSONValue {
    [
      "method": .string(method.rawValue), "path": .string(path), "parameters": .object(parameters),
    ]
  }
}

extension RunServices {
  /// Returns true if results go to a terminal and no other format than a table was requested.
  func listsForPeople(_ state: SessionState) -> Bool {
    guard output(state).results.isTerminal else { return false }
    return state.settings.format == nil || state.settings.format == .table
  }
}

extension OutputChannel {
  /// Writes a line to the results, with secrets masked.
  fileprivate func printMasked(_ line: String) throws {
    try printText(SecretMask.maskedText(line))
  }
}

extension Consequence {
  /// The end of the closing message of a dry run.
  fileprivate var dryRunEnding: String { "; irreversible: \(text)" }
}
