import Analysis
import ArgumentParser

/// The options about requests.
struct RequestArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Rows per page, 1 to 100.", valueName: "rows"))
  var pageSize: String?
  @Option(help: ArgumentHelp("Maximum rows per statement.", valueName: "rows"))
  var maxRows: String?
  @Option(help: ArgumentHelp("Maximum requests per second.", valueName: "number"))
  var maxRequestsPerSecond: String?
  @Option(help: ArgumentHelp("Maximum concurrent requests, 1 to 64.", valueName: "number"))
  var concurrency: String?
  @Option(help: ArgumentHelp("Request timeout in seconds.", valueName: "seconds"))
  var timeout: String?

  /// The settings that the options give.
  var given: [GivenSetting] {
    [
      GivenSetting(.pageSize, "--page-size", pageSize),
      GivenSetting(.maxRows, "--max-rows", maxRows),
      GivenSetting(.maxRequestsPerSecond, "--max-requests-per-second", maxRequestsPerSecond),
      GivenSetting(.concurrency, "--concurrency", concurrency),
      GivenSetting(.timeout, "--timeout", timeout),
    ]
  }
}
