import Execution
import Planning

extension WriteSummary {
  /// Returns a sentence such as `40 done, 1 failed, 2 skipped, 3 retried, 59 not sent`; for
  /// `upsert`, `3 created, 2 updated, 5 unchanged, 0 failed`.
  func sentence(of plan: WritePlan) -> String {
    if self == WriteSummary() { return "\(plan.emptiness); nothing written." }
    let isUpsert = plan.key?.creation != nil
    let unchanged = isUpsert ? [] : [(unchanged, "unchanged")]
    let more =
      (unchanged + [(skipped, "skipped"), (retried, "retried"), (notSent ?? 0, "not sent")])
      .filter { $0.0 > 0 }
    let rest = notSent == nil ? ["the rest was not sent"] : []
    let done =
      isUpsert
      ? ["\(created) created", "\(done - created) updated", "\(self.unchanged) unchanged"]
      : ["\(done) done"]
    return (done + ["\(failed) failed"] + more.map { "\($0.0) \($0.1)" } + rest)
      .joined(separator: ", ")
  }
}

extension RunServices {
  /// Returns the file or stream with a job's rows, opened so that the rows checked now are the ones
  /// written later.
  /// - Throws: `Failure` if it cannot be opened or copied.
  func pinnedInput(of plan: WritePlan) throws -> PinnedInput? {
    try plan.pinnedInput(dependencies.files.standardInput, dependencies.engine)
  }
}

extension WritePlan {
  /// The reason why there is nothing to write, if no row was found.
  var emptiness: String {
    switch input {
    case .file(let path): "\(path) has no rows"
    case .standardInput: "Standard input has no rows"
    case .values: "The list has no rows"
    case .body, .ids, .matching: "No \(object.plural) matched"
    }
  }

  /// Checks the rows of a file or a value before the first is written, so that errors are reported
  /// before any request is sent.
  /// - Returns: the result of the check; nil if the rows are not known yet.
  /// - Throws: `Failure` if there are invalid rows and `onError` is `stop`.
  func checkInputs(
    _ pinned: PinnedInput?, onError: ErrorPolicy, _ output: OutputChannel
  ) throws -> InputCheck? {
    guard inputOrigin != nil, let check = try checkedInputs(pinned) else { return nil }
    if onError == .stop { try refuseBadInputs(check, output) }
    return check
  }

  /// Where the rows are that are checked before the first is written, as the end of a sentence; nil
  /// if there are none.
  var inputOrigin: String? {
    switch input {
    case .file(let path): " in `\(path)`"
    case .standardInput: " in standard input"
    case .values: ""
    case .body, .ids, .matching: nil
    }
  }

  /// Reports rows that cannot be written.
  /// - Throws: `Failure` if there are any.
  func refuseBadInputs(_ check: InputCheck, _ output: OutputChannel) throws(Failure) {
    guard check.badInputs > 0 else { return }
    // Each row has its own line in the input; the place of the statement is the same for all.
    for group in check.problems.groups {
      var problem = group.first
      problem.place = nil
      output.report(problem)
    }
    output.report(counts: check.problems)
    let rows = check.badInputs == 1 ? "1 row" : "\(check.badInputs) rows"
    let origin = inputOrigin ?? ""
    throw Failure(
      .input("\(rows) of \(check.count)\(origin) cannot be written; nothing was sent"), at: place)
  }
}

extension Failure {
  /// True if every other row would fail in the same way: refused key, no network, full disk.
  var meetsEveryRow: Bool {
    switch reason {
    case .api(let error): error.status == 401
    case .transport, .refused, .journal, .database, .unreachable: true
    case .notFound, .ambiguous, .value, .input, .malformed, .assertion, .inDoubt: false
    }
  }
}
