import Execution
import JSON

/// Shows the journal of a run that has ended, or which journals there are.
struct JournalReport {
  let directory: JournalDirectory
  let output: OutputChannel

  /// Prints what was done, failed and is in doubt, one document for each write, and the sum.
  /// - Parameters:
  ///   - path: the journal's file; nil for a list of all that wait to be gone on with.
  ///   - states: those to print; all where it is empty.
  /// - Returns: the exit code.
  func show(_ path: String?, states: Set<JournalEntry.State>) -> Int32 {
    do {
      guard let path else {
        try output.show(try directory.summaries())
        return 0
      }
      try show(at: path, states)
      return 0
    } catch let error as JournalError {
      output.report(Failure.outside(.input(error.message)))
      return 2
    } catch {
      return error is ClosedOutput ? RunCode.closedPipe : 1
    }
  }

  private func show(at path: String, _ states: Set<JournalEntry.State>) throws {
    let journal = try Journal.read(at: path)
    defer { journal.close() }
    var writer = output.writer(isSingle: false)
    try journal.forEachEntry { entry in
      guard states.isEmpty || states.contains(entry.state) else { return }
      try writer.write(.computed(entry.json))
    }
    try writer.finish()
    output.say("\(journal.header.account): \(try journal.tally().sentence)")
  }
}

extension JournalDirectory {
  /// What each journal is of and how far it came.
  func summaries() throws(JournalError) -> [JSONValue] {
    var rows: [JSONValue] = []
    for path in paths {
      let journal = try Journal.read(at: path)
      defer { journal.close() }
      rows.append([
        "journal": .string(path), "account": .string(journal.header.account),
        "started_at": .integer(journal.header.startedAt),
        "writes": .string(try journal.tally().sentence),
      ])
    }
    return rows
  }

  /// What run a journal is of, so that it can be gone on with without being told again.
  /// - Parameter path: nil for the only journal there is.
  package func header(of path: String?) throws(JournalError) -> JournalHeader {
    let path = if let path { path } else { try only() }
    let journal = try Journal.read(at: path)
    defer { journal.close() }
    return journal.header
  }

  private func only() throws(JournalError) -> String {
    guard let path = paths.last else {
      throw JournalError(.mismatch, "there is no journal to resume; specify one with `--journal`")
    }
    guard paths.count == 1 else {
      throw JournalError(
        .mismatch,
        "there are \(paths.count) journals; specify one with `--journal`: "
          + paths.joined(separator: ", "))
    }
    return path
  }
}
