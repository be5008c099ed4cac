import AccountConfiguration
import Analysis

/// The command line that resumes a run, with the options for its account and those that a resumed
/// run needs.
struct ResumeCommand: Sendable {
  /// The options that choose the account in which the run began.
  let accountOptions: [String]
  let settings: SessionSettings

  /// The settings that affect what a resumed run writes, or how it is recorded.
  private static let kept = [Setting.onError, .report, .track, .markWrites, .forceWrites]

  /// Returns the command, quoted for a shell.
  func text(journal: String) -> String {
    let words = ["pinstripe"] + accountOptions + given + ["--journal", journal, "--resume"]
    return words.map(\.shellWord).joined(separator: " ")
  }

  /// The options among them that were given on the command line; a script sets its own again.
  private var given: [String] {
    let live = settings.liveWrites ? ["--live-writes"] : []
    return live
      + Self.kept.flatMap { setting -> [String] in
        guard let option = settings.sources[setting], option.hasPrefix("--") else { return [] }
        let value = settings.value(of: setting)
        return value.bool == nil ? [option, value.string ?? value.compact] : [option]
      }
  }
}
