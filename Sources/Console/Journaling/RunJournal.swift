import Analysis
import Diagnostics
import Execution
import Expressions
import JSON

/// The journal of the run at hand, and how far the run has come in it.
struct RunJournal {
  let journal: Journal
  /// Operations that the run came to.
  var steps = 0
  /// Whether it was asked for by name, and so stays when all is well.
  let isNamed: Bool
  /// Whether the last job stopped before some of its rows.
  var hasUnsent = false
}

extension Session {
  /// Begins the journal of a run that may write, or opens the one that the run goes on with.
  func beginJournal(of program: CheckedProgram, _ sources: [SourceText]) throws(Failure) {
    guard program.writes, !settings.dryRun else {
      if settings.resumes {
        throw .outside(.refused("there is nothing to resume: these statements write nothing"))
      }
      return
    }
    let header = try journalHeader(sources)
    do {
      journal = try openJournal(header)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }

  private func openJournal(_ header: JournalHeader) throws(JournalError) -> RunJournal {
    if settings.resumes {
      let path =
        if let named = settings.journal { named } else {
          try surroundings.journals.only(of: header)
        }
      return RunJournal(
        journal: try resumed(path, by: header), isNamed: !surroundings.journals.holds(path))
    }
    if let path = settings.journal {
      return RunJournal(journal: try Journal.create(at: path, header), isNamed: true)
    }
    for path in surroundings.journals.sameRuns(as: header) {
      say("warning: a run of these statements broke off; `--journal \(path) --resume` goes on")
    }
    let home = surroundings.journals.path(for: header)
    return RunJournal(journal: try Journal.inMemory(header, home: home), isNamed: false)
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
        "this run is not the one of the journal `\(path)`: \(differences.joined(separator: "; "))")
    }
    say("resuming \(path): \(try journal.tally().sentence)")
    return journal
  }

  /// A run that is resumed goes on in the account that it was begun in: with the same key, or with
  /// another that Stripe says is of the same account.
  func checkOwner() async throws {
    guard let journal = journal?.journal, let stripe = try connect().stripe else { return }
    let (isSameKey, account) = try noted { () throws(JournalError) in
      (try journal.noteKey(stripe.key), try journal.accountID())
    }
    if isSameKey { return }
    guard let account else {
      throw Failure.outside(
        .refused(
          "nothing was written: the journal was begun with another key, and its account is unknown"
        ))
    }
    guard try await confirmedAccount().id == account else {
      throw Failure.outside(
        .refused("nothing was written: the journal is of \(account), and this key is of another"))
    }
  }

  /// What a journal says; what is wrong with it is no statement's fault.
  private func noted<Value>(_ work: () throws(JournalError) -> Value) throws(Failure) -> Value {
    do { return try work() } catch { throw Failure.outside(Failure(error).reason) }
  }

  private func journalHeader(_ sources: [SourceText]) throws(Failure) -> JournalHeader {
    JournalHeader(
      id: surroundings.engine.makeIdempotencyKey().description,
      startedAt: Int(surroundings.engine.now()), account: try connect().identity,
      sources: sources.map { JournalSource(name: $0.name, text: $0.text, isIncluded: false) }
        + included.map {
          JournalSource(name: $0.name, text: $0.text, isIncluded: true)
        },
      variables: JSONObject(
        bindings().variables.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) }))
  }

  /// The next operation of the run in its journal; nil where none is kept.
  func nextStep(_ title: String, at place: Place) throws(Failure) -> JournalStep? {
    guard let number = journal.map({ $0.steps + 1 }) else { return nil }
    journal?.steps = number
    do {
      return try journal?.journal.step(number, title: title, place: place.words)
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Before a job whose length is known: one of more than a page has its journal in a file from its
  /// first write on, so that nothing is lost however early it breaks off.
  func keepJournal(ofWrites count: Int?, at place: Place) throws(Failure) {
    guard let count else { return }
    do {
      try journal?.journal.grow(to: count)
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Ends the journal with its run: it goes where all is well, and stays where there is something
  /// to go on with.
  func endJournal(_ code: Int32) {
    guard let ended = journal else { return }
    journal = nil
    do {
      let tally = try ended.journal.tally()
      let isWell = code == 0 && tally.done == tally.total
      guard ended.isNamed || !isWell else { return ended.journal.remove() }
      let isCancelled = code == Self.interrupted
      if isCancelled { say("interrupted: \(tally.sentence)") }
      let isLeftOver = tally.inDoubt + tally.notDone > 0 || ended.hasUnsent || isCancelled
      if isLeftOver, tally.total > 0 { try ended.journal.keepInFile() }
      // What a guard refused would be refused again.
      if !isWell, code != 6, let path = ended.journal.path {
        say("`pinstripe --journal \(path) --resume` goes on")
      }
    } catch {
      writeMessage("warning: \(error.message)\n")
    }
    ended.journal.close()
  }
}

extension Connection {
  /// Whose data this is, in words that hold no key: what a resumed run must have the same.
  var identity: String {
    switch choice.target {
    case .sandbox(.memory): "the sandbox in memory"
    case .sandbox(.file(let path)): "the sandbox \(path)"
    case .stripe(let stripe):
      ([stripe.base.description, mode.rawValue]
        + [stripe.account, stripe.context].compactMap { $0 })
        .joined(separator: " ")
    }
  }
}

extension Place {
  /// `monthly.stripe:3:1`
  var words: String {
    let position = source.position(of: span.start)
    return "\(source.name):\(position.line):\(position.column)"
  }
}
