import Diagnostics
import Execution
import JSON
import Presentation
import Prompt

extension Session {
  /// Lets a write pass, or throws why it may not.
  func guardWrite(at place: Place) async throws {
    // A dry run sends nothing that would have to be guarded against.
    if settings.dryRun { return }
    if settings.readOnly {
      throw Failure(.refused("`read_only` is on: nothing is written"), at: place)
    }
    let connection = try connect()
    guard connection.isLive, !settings.liveWrites, !connection.isMeant else { return }
    guard let asking else {
      throw Failure(
        .refused("this is a live account; writes to it want `--live-writes`"), at: place)
    }
    try await confirmLive(asking, at: place)
  }

  /// Before many writes Stripe is asked whose account it is, and the journal notes it.
  func confirmAccount() async throws {
    let connection = try connect()
    guard connection.stripe != nil else { return }
    try await checkOwner()
    let account = try await confirmedAccount()
    try compareWithJournal(account)
    guard connection.isLive else { return }
    say("writing to the LIVE account \(account.name)")
  }

  /// A key of the same mode may lead elsewhere than the one that the run was begun with.
  private func compareWithJournal(_ account: ConfirmedAccount) throws(Failure) {
    guard let id = account.id, let journal = journal?.journal else { return }
    let other: String?
    do {
      other = try journal.noteAccount(id)
    } catch {
      throw Failure.outside(Failure(error).reason)
    }
    guard let other else { return }
    throw Failure.outside(
      .refused("nothing was written: the journal is of \(other), and the key leads to \(id)"))
  }

  /// Asks for the account's name, so that nobody writes to an account they did not mean.
  private func confirmLive(_ asking: Asking, at place: Place) async throws {
    let name = TerminalText.sanitised(try await confirmedAccount().name)
    let answer = await asking("LIVE account \(name): type its name to allow writes: ")
    guard answer == name else {
      throw Failure(.refused("nothing was written: that is not the account's name"), at: place)
    }
    connection?.isMeant = true
  }
}

extension RawJSON {
  /// The name people know an account by, or its id.
  var accountName: String {
    let names = [
      self["settings"]?["dashboard"]?["display_name"], self["business_profile"]?["name"],
      self["id"],
    ]
    return names.compactMap { $0?.string }.first { !$0.isEmpty } ?? "unknown"
  }
}
