import Execution

/// Begins the journal of a run, or opens the one that the run goes on with.
struct JournalOpener {
  let settings: SessionSettings
  /// Options that lead to the account in which the run begins.
  let accountOptions: [String]
  let directory: JournalDirectory
  let output: OutputChannel

  private var resume: ResumeCommand {
    ResumeCommand(accountOptions: accountOptions, settings: settings)
  }

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

  /// The journal of the run that broke off; it must be of the same statements and account.
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
