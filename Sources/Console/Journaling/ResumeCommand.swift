import AccountConfiguration
import Analysis

/// The command line that goes on with a run: its account, and what else of its options a resumed
/// run needs.
struct ResumeCommand: Sendable {
  /// Options that lead to the account in which the run began.
  let accountOptions: [String]
  let settings: SessionSettings

  /// Options whose values change what a resumed run writes, or what is kept of it.
  private static let kept = [Setting.onError, .report, .track, .markWrites, .forceWrites]

  /// The command, quoted for a shell.
  func text(journal: String) -> String {
    let words = ["pinstripe"] + accountOptions + given + ["--journal", journal, "--resume"]
    return words.map(\.shellWord).joined(separator: " ")
  }

  /// What the command line gave of these; what a script sets it sets again.
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
