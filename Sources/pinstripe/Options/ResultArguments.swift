import Analysis
import ArgumentParser

/// The options about results.
struct ResultArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Output format: auto, json, ndjson, table, vertical, csv, tsv, markdown, ids, chart or html.",
      valueName: "format"),
    completion: .list(Setting.format.words))
  var format: String?
  @Option(
    help: ArgumentHelp(
      """
      Write results to a file, whose ending chooses the format unless --format does, or to a \
      database: sqlite:FILE or postgres://….
      """,
      valueName: "file"),
    completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp(
      """
      Read only what was created or changed since the last run into the same table of a database.
      """, valueName: "last"),
    completion: .list(["last"]))
  var since: String?
  @Option(
    help: ArgumentHelp("Times in CSV and TSV: seconds or iso.", valueName: "style"),
    completion: .list(Setting.dates.words))
  var dates: String?
  @Option(
    help: ArgumentHelp("Amounts in CSV and TSV: minor or decimal.", valueName: "style"),
    completion: .list(Setting.money.words))
  var money: String?
  @Flag(help: "Never pass long results to a pager.")
  var noPager = false

  func validate() throws {
    guard let since, since != "last" else { return }
    throw ValidationError("--since takes last, got `\(since)`")
  }

  /// The settings that the options give.
  var given: [GivenSetting] {
    [
      GivenSetting(.format, "--format", format), GivenSetting(.output, "--output", output),
      GivenSetting(.dates, "--dates", dates), GivenSetting(.money, "--money", money),
      GivenSetting(.pager, "--no-pager", noPager ? "off" : nil),
    ]
  }
}
