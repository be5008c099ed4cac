import Diagnostics
import Execution
import JSON
import StripeWire
import Synchronization

/// Keeps the journal of the current run, and the run's position in it.
final class JournalKeeper: Sendable {
  private let journal: Journal
  /// True if `--journal` names the file, which is then kept after a successful run.
  private let isNamed: Bool
  private let resume: ResumeCommand
  private let progress = Mutex(Progress())

  private struct Progress {
    /// The number of operations that the run has reached.
    var steps = 0
    /// The number of writes in those operations, as far as it was known before they were sent.
    var expectedWrites = 0
    /// The number of changes of the account by `use`.
    var accountChanges = 0
    /// True if the last job stopped before all of its rows were sent.
    var hasUnsent = false
  }

  init(_ journal: Journal, isNamed: Bool, resume: ResumeCommand) {
    self.journal = journal
    self.resume = resume
    self.isNamed = isNamed
  }

  /// The start of the original run, in Unix seconds.
  var startedAt: Int { journal.header.startedAt }

  /// True if the run resumes an earlier one.
  var isResumed: Bool { journal.isResumed }

  /// Returns the next operation of the run.
  /// - Throws: `Failure` if the journal cannot be read or written, or has another operation there.
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

  /// Announces a number of writes. A job of more than one page has its journal in a file from the
  /// first write, so that nothing is lost if it is interrupted early.
  /// - Throws: `Failure` if the journal cannot be written.
  func keep(ofWrites count: Int?, at place: Place) throws(Failure) {
    guard let count else { return }
    progress.withLock { $0.expectedWrites += count }
    do {
      try journal.grow(to: count)
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Records if the job that has ended stopped before all of its rows were sent.
  func note(unsent hasUnsent: Bool) { progress.withLock { $0.hasUnsent = hasUnsent } }

  /// Records a change of the account by `use`; keys and ids of the previous one no longer apply.
  func changeAccount() { progress.withLock { $0.accountChanges += 1 } }

  private var accountNumber: Int { progress.withLock(\.accountChanges) }

  /// Records the key that the run uses.
  /// - Returns: true if the run began with this key, and therefore in this account.
  /// - Throws: `Failure` if the journal cannot be read or written.
  func note(_ key: APIKey) throws(Failure) -> Bool {
    do {
      return try journal.noteKey(key, number: accountNumber)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }

  /// Returns the id of the account that the run writes to; nil if Stripe has not reported it.
  /// - Throws: `Failure` if the journal cannot be read.
  func accountID() throws(Failure) -> String? {
    do {
      return try journal.accountID(number: accountNumber)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
  }

  /// Records the account that the run writes to.
  /// - Throws: `Failure` with exit code 6 if the journal belongs to another account: two keys of
  ///   the same mode can belong to different ones.
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

  /// Returns the writes of the run so far, one document each.
  /// - Throws: `JournalError` if the journal cannot be read.
  func documents() throws -> [JSONValue] {
    var documents: [JSONValue] = []
    try journal.forEachEntry { documents.append($0.json) }
    return documents
  }

  /// Ends the journal with its run: deletes it if all writes succeeded, and keeps it if the run can
  /// be resumed.
  /// - Parameter code: the exit code of the run.
  func end(_ code: Int32, _ output: OutputChannel) {
    do {
      let tally = try journal.tally()
      let isWell = code == 0 && tally.done == tally.total
      guard isNamed || !isWell else { return journal.remove() }
      let isCancelled = code == RunCode.interrupted
      if tally.total > 0, isCancelled || hasLeftOver(tally) { keepInFile(output) }
      var words = isCancelled ? [interruption(tally)] : []
      // A write that was refused would be refused again, so resuming is not suggested.
      if !isWell, code != 6, let path = journal.path {
        words.append("Resume with: \(resume.text(journal: path))")
      }
      if !words.isEmpty { output.say(words.joined(separator: " ")) }
    } catch {
      output.warn(error.message)
    }
    journal.close()
  }

  /// Keeps the journal in a file; a failure is only a warning, and the summary follows.
  private func keepInFile(_ output: OutputChannel) {
    do {
      try journal.keepInFile()
    } catch {
      output.warn(error.message)
    }
  }

  private func hasLeftOver(_ tally: JournalTally) -> Bool {
    tally.inDoubt + tally.notDone > 0 || progress.withLock(\.hasUnsent)
  }

  /// Returns a sentence such as `Interrupted: 15 of 118 done.`
  private func interruption(_ tally: JournalTally) -> String {
    guard tally.total > 0 else { return "Interrupted before the first write." }
    let total = max(tally.total, progress.withLock(\.expectedWrites))
    let counts = tally.sentence.dropFirst("\(tally.done)".count)
    return "Interrupted: \(tally.done) of \(total)\(counts)."
  }
}

extension Place {
  /// The place as `monthly.stripe:3:1`.
  var words: String {
    let position = source.position(of: span.start)
    return "\(source.name):\(position.line):\(position.column)"
  }
}
