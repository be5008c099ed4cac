import Diagnostics
import Execution
import JSON
import StripeWire
import Synchronization

/// Keeps the journal of the run at hand, and knows how far the run has come in it.
final class JournalKeeper: Sendable {
  private let journal: Journal
  /// Whether it was asked for by name, and so stays when all is well.
  private let isNamed: Bool
  private let resume: ResumeCommand
  private let progress = Mutex(Progress())

  private struct Progress {
    /// Operations that the run came to.
    var steps = 0
    /// Writes that those operations are, as far as that was known before they were sent.
    var expectedWrites = 0
    /// Accounts that `use` statements have changed to.
    var accountChanges = 0
    /// Whether the last job stopped before some of its rows.
    var hasUnsent = false
  }

  init(_ journal: Journal, isNamed: Bool, resume: ResumeCommand) {
    self.journal = journal
    self.resume = resume
    self.isNamed = isNamed
  }

  /// Unix seconds at which the run began, for the first time.
  var startedAt: Int { journal.header.startedAt }

  /// Whether the run goes on with what another began.
  var isResumed: Bool { journal.isResumed }

  /// The next operation of the run.
  func nextStep(_ title: String, at place: Place) throws(Failure) -> JournalStep {
    let number = progress.withLock { progress in
      progress.steps += 1
      return progress.steps
    }
    do {
      return try journal.step(number, title: title, place: place.words)
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Before a job whose length is known: one of more than a page has its journal in a file from its
  /// first write on, so that nothing is lost however early it breaks off.
  func keep(ofWrites count: Int?, at place: Place) throws(Failure) {
    guard let count else { return }
    progress.withLock { $0.expectedWrites += count }
    do {
      try journal.grow(to: count)
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Notes whether the job that ended now stopped before some of its rows.
  func note(unsent hasUnsent: Bool) { progress.withLock { $0.hasUnsent = hasUnsent } }

  /// Begins another account, after `use`: what was noted of the one before does not concern it.
  func changeAccount() { progress.withLock { $0.accountChanges += 1 } }

  private var accountNumber: Int { progress.withLock(\.accountChanges) }

  /// Notes which key the run uses.
  /// - Returns: whether the run was begun with this key, and so in this account.
  func note(_ key: APIKey) throws(Failure) -> Bool {
    do {
      return try journal.noteKey(key, number: accountNumber)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }

  /// The account that the run writes to; nil where Stripe did not name it.
  func accountID() throws(Failure) -> String? {
    do {
      return try journal.accountID(number: accountNumber)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }

  /// Notes whose account the run writes to.
  /// - Throws: `Failure` with exit code 6 where the journal is of another one: a key of the same
  ///   mode may lead elsewhere than the one that the run was begun with.
  func note(_ account: ConfirmedAccount) throws(Failure) {
    guard let id = account.id else { return }
    let other: String?
    do {
      other = try journal.noteAccount(id, number: accountNumber)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
    guard let other else { return }
    throw Failure.outside(
      .refused("nothing was written: the key belongs to account \(id), the journal to \(other)"))
  }

  /// What the run has written so far, one document for each write.
  func documents() throws -> [JSONValue] {
    var documents: [JSONValue] = []
    try journal.forEachEntry { documents.append($0.json) }
    return documents
  }

  /// Ends the journal with its run: it goes where all is well, and stays where there is something
  /// to go on with.
  func end(_ code: Int32, _ output: OutputChannel) {
    do {
      let tally = try journal.tally()
      let isWell = code == 0 && tally.done == tally.total
      guard isNamed || !isWell else { return journal.remove() }
      let isCancelled = code == RunCode.interrupted
      if tally.total > 0, isCancelled || hasLeftOver(tally) { keepInFile(output) }
      var words = isCancelled ? [interruption(tally)] : []
      // What a guard refused would be refused again.
      if !isWell, code != 6, let path = journal.path {
        words.append("Resume with: \(resume.text(journal: path))")
      }
      if !words.isEmpty { output.say(words.joined(separator: " ")) }
    } catch {
      output.writeMessage("warning: \(error.message)\n")
    }
    journal.close()
  }

  /// That it cannot be kept takes nothing from what is said of the run.
  private func keepInFile(_ output: OutputChannel) {
    do {
      try journal.keepInFile()
    } catch {
      output.writeMessage("warning: \(error.message)\n")
    }
  }

  private func hasLeftOver(_ tally: JournalTally) -> Bool {
    tally.inDoubt + tally.notDone > 0 || progress.withLock(\.hasUnsent)
  }

  /// `Interrupted: 15 of 118 done.`
  private func interruption(_ tally: JournalTally) -> String {
    guard tally.total > 0 else { return "Interrupted before the first write." }
    let total = max(tally.total, progress.withLock(\.expectedWrites))
    let counts = tally.sentence.dropFirst("\(tally.done)".count)
    return "Interrupted: \(tally.done) of \(total)\(counts)."
  }
}

extension Place {
  /// `monthly.stripe:3:1`
  var words: String {
    let position = source.position(of: span.start)
    return "\(source.name):\(position.line):\(position.column)"
  }
}
