import Expressions

/// The settings of a session, by their names in `set` statements.
package enum Setting: String, Sendable, Hashable, CaseIterable {
  case pageSize = "page_size"
  case onError = "on_error"
  case format
  case output
  case maxRows = "max_rows"
  case dryRun = "dry_run"
  case readOnly = "read_only"
  case concurrency
  case maxRequestsPerSecond = "max_requests_per_second"
  case timeout
  case color
  case quiet
  case track
  case report
  case logLevel = "log_level"
  case markWrites = "mark_writes"
  case timeZone = "time_zone"
  case pager
  case dates
  case money
  case forceWrites = "force_writes"
  case errorFormat = "error_format"

  /// The possible values of a setting.
  package enum Values: Sendable, Hashable {
    case integer(ClosedRange<Int>)
    case number
    case boolean
    case word([String])
    case text
    /// The name of a time zone in the time zone database, or `default`.
    case zone
  }

  /// The possible values of the setting.
  package var values: Values {
    switch self {
    case .pageSize: .integer(1...100)
    case .onError: .word(["stop", "continue", "emit"])
    case .format:
      .word([
        "auto", "default", "json", "ndjson", "table", "vertical", "csv", "tsv", "markdown",
        "ids", "chart", "html",
      ])
    case .maxRows: .integer(0...Int.max)
    case .concurrency: .integer(1...64)
    case .maxRequestsPerSecond, .timeout: .number
    case .dryRun, .readOnly, .quiet, .markWrites, .forceWrites: .boolean
    case .color: .word(["auto", "always", "never"])
    case .track: .word(["input", "output"])
    case .logLevel: .word(["trace", "debug", "info", "notice", "warning", "error", "critical"])
    case .errorFormat: .word(["text", "json"])
    case .pager: .word(["on", "off"])
    case .dates: .word(["seconds", "iso"])
    case .money: .word(["minor", "decimal"])
    case .timeZone: .zone
    case .output, .report: .text
    }
  }

  /// The possible values in words, for messages.
  package var expectation: String {
    switch values {
    case .integer(let range) where range.upperBound == .max:
      "a whole number from \(range.lowerBound)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number above 0"
    case .boolean: "true or false"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .text: "a string"
    case .zone: "a time zone such as `Europe/Berlin` or `UTC`, or `default`"
    }
  }
}
