import Execution
import JSON

extension Session {
  /// Shows the journal of the run, or the journals that wait to be gone on with.
  func showJournal() throws {
    if let journal = journal?.journal {
      var entries: [JSONValue] = []
      try journal.forEachEntry { entries.append($0.json) }
      return try show(entries)
    }
    try show(try surroundings.journals.summaries())
  }

  /// Prints what was done, failed and is in doubt, one document for each write, and the sum.
  /// - Parameter states: those to print; all where it is empty.
  package func show(journal path: String?, states: Set<JournalEntry.State>) -> Int32 {
    do {
      guard let path else {
        try show(try surroundings.journals.summaries())
        return 0
      }
      let journal = try Journal.read(at: path)
      defer { journal.close() }
      var writer = writer(isSingle: false, presenting: nil)
      try journal.forEachEntry { entry in
        guard states.isEmpty || states.contains(entry.state) else { return }
        try writer.write(.computed(entry.json))
      }
      try writer.finish()
      say("\(journal.header.account): \(try journal.tally().sentence)")
      return 0
    } catch let error as JournalError {
      writeFailure(Failure.outside(.input(error.message)))
      return 2
    } catch {
      return error is ClosedOutput ? Self.closedPipe : 1
    }
  }
}

extension JournalDirectory {
  /// What each journal is of and how far it came.
  fileprivate func summaries() throws(JournalError) -> [JSONValue] {
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
      throw JournalError(.mismatch, "there is no journal to resume; name one with `--journal`")
    }
    guard paths.count == 1 else {
      throw JournalError(
        .mismatch,
        "there are \(paths.count) journals; name one with `--journal`: "
          + paths.joined(separator: ", "))
    }
    return path
  }
}
