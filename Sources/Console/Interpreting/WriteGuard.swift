import Diagnostics
import Execution
import JSON
import Planning
import Presentation
import Prompt

/// Allows or refuses writes; asks the person at the prompt if there is one.
struct WriteGuard {
  let account: AccountConnector
  let journal: JournalKeeper?
  /// Asks the person at the prompt.
  let asking: Asking?
  /// Asks for confirmation at the terminal while a script runs.
  let confirming: Asking?

  /// Checks that a write is allowed.
  /// - Throws: `Failure` with exit code 6 if it is refused.
  func check(at place: Place, in state: inout SessionState) async throws {
    // A dry run sends no writes.
    if state.settings.dryRun { return }
    let connection = try account.connect(&state.settings)
    if state.settings.readOnly {
      throw Failure(.refused("refused: read-only mode (`read_only`) is on"), at: place)
    }
    guard connection.isLive, !state.settings.liveWrites, !connection.writesConfirmed else {
      return
    }
    guard let asking else {
      throw Failure(
        .refused("this is a live account; pass `--live-writes` to allow writes"), at: place)
    }
    try await confirmLive(asking, at: place, in: &state)
  }

  /// Asks for the account's name, to prevent writes to a live account by mistake.
  /// - Throws: `Failure` with exit code 6 if another name is typed.
  private func confirmLive(
    _ asking: Asking, at place: Place, in state: inout SessionState
  ) async throws {
    let name = TerminalText.sanitised(try await account.confirmedAccount(&state.settings).name)
    let answer = await asking("LIVE account \(name). Type its name to allow writes: ")
    guard answer == name else {
      throw Failure(.refused("nothing was written: this is not the account's name"), at: place)
    }
    account.confirmWrites()
  }

  /// Identifies the account before a bulk write, and records it in the journal.
  /// - Throws: `Failure` if a request fails, or if the account is not that of the journal.
  func confirmAccount(_ output: OutputChannel, in state: inout SessionState) async throws {
    let connection = try account.connect(&state.settings)
    guard connection.stripe != nil else { return }
    try await checkOwner(in: &state)
    let account = try await account.confirmedAccount(&state.settings)
    try journal?.note(account)
    guard connection.isLive else { return }
    output.say("Writing to the LIVE account \(account.name).")
  }

  /// Checks that a resumed run uses the account that it began in: with the same key, or with
  /// another key that belongs to the same account according to Stripe.
  /// - Throws: `Failure` with exit code 6 if it is another account, or unknown.
  func checkOwner(in state: inout SessionState) async throws {
    guard let journal, let stripe = try account.connect(&state.settings).stripe,
      try !journal.note(stripe.key)
    else { return }
    guard let id = try journal.accountID() else {
      throw Failure.outside(
        .refused(
          "nothing was written: the journal was begun with another key, and its account is unknown"
        ))
    }
    guard try await account.confirmedAccount(&state.settings).id == id else {
      throw Failure.outside(
        .refused("nothing was written: the journal belongs to account \(id), the key to another"))
    }
  }

  /// Asks for confirmation of a job. At the prompt every job is confirmed; in a script or with `-e`
  /// only an irreversible one, if there is a terminal.
  /// - Parameters:
  ///   - count: the number of writes; nil if it is unknown before they are done.
  ///   - sample: the first of them, which are shown before the question.
  /// - Returns: true if the job is confirmed.
  /// - Throws: `Failure` if a script's job is declined, which ends the run.
  func confirmJob(
    _ plan: WritePlan, count: Int?, _ sample: JobSample, _ output: OutputChannel
  ) async throws -> Bool {
    guard let ask = question(before: plan), count != 0 else { return true }
    for line in try await sample.lines(of: count) {
      output.note(line)
    }
    let answer = await ask(question(plan, count))
    if ["y", "yes"].contains(answer?.lowercased()) { return true }
    try Task.checkCancellation()
    guard asking != nil else { throw Failure(.refused("nothing was written"), at: plan.place) }
    output.say("Nothing was written.")
    return false
  }

  /// Returns true if the job requires confirmation.
  func asks(before plan: WritePlan) -> Bool { question(before: plan) != nil }

  private func question(before plan: WritePlan) -> Asking? {
    asking ?? (plan.consequence == nil ? nil : confirming)
  }

  /// Returns a question such as `Delete 118 customers? This cannot be undone. [y/N] `.
  private func question(_ plan: WritePlan, _ count: Int?) -> String {
    let number = count.map(String.init) ?? "an unknown number of"
    let things = count == 1 ? plan.object.name : plan.object.plural
    let consequence =
      plan.consequence.map {
        " \(($0.detail ?? "this cannot be undone").capitalizedFirst)."
      } ?? ""
    return "\(plan.action.capitalizedFirst) \(number) \(things)?\(consequence) [y/N] "
  }
}

extension WritePlan {
  /// The operation in a word, such as `delete` or `finalize`.
  fileprivate var action: String {
    verb == .execute ? operation.name : verb.rawValue
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
