import Execution
import JSON

/// Shows the journal of a run that has ended, or the list of journals.
struct JournalReport {
  let directory: JournalDirectory
  let output: OutputChannel

  /// Prints the writes that are done, failed or unconfirmed, one document each, and their totals.
  /// - Parameters:
  ///   - path: the file of the journal; nil for a list of all that can be resumed.
  ///   - states: the states to print; empty for all.
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
  /// Returns a row for each journal with its account, start and progress.
  /// - Throws: `JournalError` if a journal cannot be read.
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

  /// Returns the header of a journal, which contains the statements and variables of its run.
  /// - Parameter path: the file of the journal; nil for the only one in the directory.
  /// - Throws: `JournalError` if it cannot be read, or if there is not exactly one.
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
