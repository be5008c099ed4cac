import Analysis
import ArgumentParser

/// The options about what a person or a program sees besides results.
struct DisplayArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Time zone of dates and periods, and of times in tables and CSV.", valueName: "name"))
  var timeZone: String?
  @Option(
    help: ArgumentHelp("Colored output: auto, always or never.", valueName: "when"),
    completion: .list(Setting.color.words))
  var color: String?
  @Flag(help: "Print only results and errors.")
  var quiet = false
  @Option(
    help: ArgumentHelp(
      "Errors and messages on standard error: text, or json for one object per line.",
      valueName: "format"),
    completion: .list(Setting.errorFormat.words))
  var errorFormat: String?

  /// The settings that the options give.
  var given: [GivenSetting] {
    [
      GivenSetting(.timeZone, "--time-zone", timeZone), GivenSetting(.color, "--color", color),
      GivenSetting(.quiet, "--quiet", isOn: quiet),
      GivenSetting(.errorFormat, "--error-format", errorFormat),
    ]
  }
}
