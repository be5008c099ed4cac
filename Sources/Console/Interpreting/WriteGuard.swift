import Diagnostics
import Execution
import JSON
import Planning
import Prompt

/// Lets writes pass, or refuses them; asks the person at the prompt where there is one.
struct WriteGuard {
  let account: AccountConnector
  let journal: JournalKeeper?
  let asking: Asking?

  /// Lets a write pass, or throws why it may not.
  func check(at place: Place, in state: inout SessionState) async throws {
    // A dry run sends nothing that would have to be guarded against.
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

  /// Asks for the account's name, so that no account is written to by mistake.
  private func confirmLive(
    _ asking: Asking, at place: Place, in state: inout SessionState
  ) async throws {
    let name = try await account.confirmedAccount(&state.settings).name
    let answer = await asking("LIVE account \(name). Type its name to allow writes: ")
    guard answer == name else {
      throw Failure(.refused("nothing was written: this is not the account's name"), at: place)
    }
    account.confirmWrites()
  }

  /// Before many writes to a live account Stripe is asked whose it is.
  func confirmAccount(_ output: OutputChannel, in state: inout SessionState) async throws {
    guard try account.connect(&state.settings).isLive else { return }
    let account = try await account.confirmedAccount(&state.settings)
    try journal?.note(account)
    output.say("Writing to the LIVE account \(account.name).")
  }

  /// At the prompt a job says how much it will write, and asks.
  /// - Parameter count: writes; nil where that is not known before they are done.
  func confirmJob(_ plan: WritePlan, count: Int?, _ output: OutputChannel) async -> Bool {
    guard let asking, count != 0 else { return true }
    let number = count.map(String.init) ?? "an unknown number of"
    let things = count == 1 ? plan.object.name : plan.object.plural
    let consequence = plan.consequence.map { " \($0.text.capitalizedFirst)." } ?? ""
    let action = plan.action.capitalizedFirst
    let answer = await asking("\(action) \(number) \(things)?\(consequence) [y/N] ")
    let isConfirmed = ["y", "yes"].contains(answer?.lowercased())
    if !isConfirmed { output.say("Nothing was written.") }
    return isConfirmed
  }
}

extension WritePlan {
  /// What it does, in a word: `delete`, `finalize`.
  fileprivate var action: String {
    verb == .execute ? operation.name : verb.rawValue
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
