extension Setting {
  /// The purpose of the setting in a few words, for help and completion.
  package var purpose: String {
    switch self {
    case .pageSize: "rows per page, 1 to 100"
    case .onError: "after a failure: stop, continue, or emit the error as a result"
    case .format: "form of results, such as csv or table"
    case .output: "file that results are written to; default resets"
    case .maxRows: "maximum number of rows per statement"
    case .dryRun: "show writes instead of sending them"
    case .readOnly: "refuse all writes"
    case .concurrency: "maximum number of concurrent requests, 1 to 64"
    case .maxRequestsPerSecond: "maximum number of requests per second"
    case .timeout: "seconds to wait for a response"
    case .color: "colors: \(list)"
    case .quiet: "print only results and errors"
    case .track: "what the report records: \(list)"
    case .report: "file with one line of JSON per request"
    case .logLevel: "lowest level that is logged, such as debug"
    case .markWrites: "add an identifying metadata key to every object written"
    case .timeZone: "time zone of dates, periods and times in tables"
    case .pager: "long results on a terminal through a pager: \(list)"
    case .dates: "times in CSV and TSV: \(list)"
    case .money: "amounts in CSV and TSV: \(list)"
    case .forceWrites: "send updates of objects that already have the values"
    case .errorFormat: "errors and messages: \(list)"
    }
  }

  /// The words that the setting takes: `text or json`.
  private var list: String {
    guard case .word(let words) = values, let last = words.last else { return "" }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
  }
}
