import Analysis
import ArgumentParser

/// The options about reports and the log.
struct RecordArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write one JSON line per request to FILE.", valueName: "file"),
    completion: .file())
  var report: String?
  @Option(
    help: ArgumentHelp("What the report records: input or output.", valueName: "side"),
    completion: .list(Setting.track.words))
  var track: String?
  @Option(
    help: ArgumentHelp(
      "Log level: trace, debug, info, notice, warning or error.", valueName: "level"),
    completion: .list(Setting.logLevel.words))
  var logLevel: String?
  @Option(help: ArgumentHelp("Write the log to a file.", valueName: "file"), completion: .file())
  var logFile: String?

  /// The settings that the options give.
  var given: [GivenSetting] {
    [
      GivenSetting(.report, "--report", report), GivenSetting(.track, "--track", track),
      GivenSetting(.logLevel, "--log-level", logLevel),
    ]
  }
}
