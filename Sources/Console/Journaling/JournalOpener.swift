import Execution

/// Creates the journal of a run, or opens that of the run to resume.
struct JournalOpener {
  let settings: SessionSettings
  /// The options that choose the account in which the run begins.
  let accountOptions: [String]
  let directory: JournalDirectory
  let output: OutputChannel

  private var resume: ResumeCommand {
    ResumeCommand(accountOptions: accountOptions, settings: settings)
  }

  /// Opens the journal of a run.
  /// - Throws: `JournalError` if there is no matching journal to resume, or the file cannot be
  ///   opened.
  func open(_ header: JournalHeader) throws(JournalError) -> JournalKeeper {
    if settings.resumes {
      let path = if let named = settings.journal { named } else { try directory.only(of: header) }
      return JournalKeeper(
        try resumed(path, by: header), isNamed: !directory.holds(path), resume: resume)
    }
    if let path = settings.journal {
      return JournalKeeper(
        try Journal.create(at: path, header), isNamed: true, resume: resume)
    }
    for path in directory.sameRuns(as: header) {
      output.say(
        "warning: a previous run of these statements was interrupted. "
          + "Resume it with: \(resume.text(journal: path))")
    }
    let home = directory.path(for: header)
    return JournalKeeper(
      try Journal.inMemory(header, home: home), isNamed: false, resume: resume)
  }

  /// Opens the journal of an interrupted run, which must have the same statements and account.
  /// - Throws: `JournalError` if it cannot be opened or does not match.
  private func resumed(
    _ path: String, by header: JournalHeader
  ) throws(JournalError) -> Journal {
    let journal = try Journal.resume(at: path)
    let differences = journal.header.differences(from: header)
    guard differences.isEmpty else {
      throw JournalError(
        .mismatch,
        "this run does not match the journal `\(path)`: \(differences.joined(separator: "; "))")
    }
    output.say("resuming \(path): \(try journal.tally().sentence)")
    return journal
  }
}
