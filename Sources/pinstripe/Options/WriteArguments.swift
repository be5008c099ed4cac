import Analysis
import ArgumentParser

/// The options about writes.
struct WriteArguments: ParsableArguments {
  @Flag(help: "Allow writes to a live account.")
  var liveWrites = false
  @Flag(help: "Skip confirmation of writes that cannot be undone.")
  var yes = false
  @Flag(help: "Show the writes without sending them.")
  var dryRun = false
  @Flag(help: "Refuse all writes.")
  var readOnly = false
  @Option(
    help: ArgumentHelp(
      "On error: stop, continue, or emit the error as a result.", valueName: "reaction"),
    completion: .list(Setting.onError.words))
  var onError: String?
  @Option(
    help: ArgumentHelp(
      "Record every write in FILE before sending it (enables --resume).", valueName: "file"),
    completion: .file())
  var journal: String?
  @Flag(help: "Resume the run recorded in the journal.")
  var resume = false
  @Flag(help: "Add an identifying metadata key to every object written.")
  var markWrites = false
  @Flag(help: "Send updates of objects that already have the values.")
  var forceWrites = false

  /// The settings that the options give.
  var given: [GivenSetting] {
    [
      GivenSetting(.dryRun, "--dry-run", isOn: dryRun),
      GivenSetting(.readOnly, "--read-only", isOn: readOnly),
      GivenSetting(.markWrites, "--mark-writes", isOn: markWrites),
      GivenSetting(.forceWrites, "--force-writes", isOn: forceWrites),
      GivenSetting(.onError, "--on-error", onError),
    ]
  }
}
