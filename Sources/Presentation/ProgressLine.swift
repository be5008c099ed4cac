/// The progress of long work, as one line.
package struct ProgressLine: Sendable, Hashable {
  /// The activity, such as `Collecting`; nil if the rows themselves show it.
  package var activity: String?
  /// The number of rows so far.
  package var rows: Int
  /// The total number of rows, if it is known.
  package var expectedRows: Int?
  /// The number of rows that failed.
  package var failures: Int
  /// The number of requests sent.
  package var requests: Int
  /// The current rate of requests per second.
  package var requestsPerSecond: Double
  /// The estimated remaining time in seconds, if it can be estimated.
  package var secondsLeft: Double?

  /// Creates the progress of work from its counts.
  package init(
    activity: String? = nil, rows: Int, expectedRows: Int? = nil, failures: Int = 0,
    requests: Int, requestsPerSecond: Double, secondsLeft: Double? = nil
  ) {
    self.activity = activity
    self.rows = rows
    self.expectedRows = expectedRows
    self.failures = failures
    self.requests = requests
    self.requestsPerSecond = requestsPerSecond
    self.secondsLeft = secondsLeft
  }

  /// Returns the line without a line end; the least important parts are omitted if it is too long.
  /// - Parameter width: the maximum width in columns of a terminal.
  package func text(width: Int) -> String {
    var parts = parts
    while parts.count > 1, DisplayWidth.of(Self.joined(parts)) > width {
      guard let least = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }) else { break }
      parts.remove(at: least)
    }
    return TerminalText.truncated(Self.joined(parts), to: width)
  }

  /// The parts of the line from left to right; those with the lowest rank are kept longest.
  private var parts: [(text: String, rank: Int)] {
    var parts = [(text: rowsText, rank: 0)]
    if failures > 0 { parts.append(("\(Self.grouped(failures)) failed", 1)) }
    parts.append((Self.counted(requests, "request"), 3))
    if requestsPerSecond.isFinite, requestsPerSecond >= 0 {
      parts.append(("\(Self.rate(requestsPerSecond))/s", 4))
    }
    if let secondsLeft, secondsLeft.isFinite, secondsLeft >= 0 {
      parts.append(("about \(Self.duration(secondsLeft)) left", 2))
    }
    return parts
  }

  private static func joined(_ parts: [(text: String, rank: Int)]) -> String {
    parts.map(\.text).joined(separator: " · ")
  }

  private var rowsText: String {
    let start = activity.map { "\($0): " } ?? ""
    guard let expectedRows else { return start + Self.counted(rows, "row") }
    return "\(start)\(Self.grouped(rows)) of \(Self.counted(expectedRows, "row"))"
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Returns a number with separators: `1,234,567`.
  private static func grouped(_ count: Int) -> String {
    var text = ""
    for (position, digit) in String(count.magnitude).reversed().enumerated() {
      if position > 0, position % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return count < 0 ? "-" + text : text
  }

  /// Returns a rate with one decimal below ten and none above.
  private static func rate(_ rate: Double) -> String {
    let capped = min(rate, 1e9)
    guard capped < 9.95 else { return grouped(Int(capped.rounded())) }
    let tenths = Int((capped * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Returns a duration in its two largest units: `45s`, `2m 10s`, `3h 05m`.
  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m \(twoDigits(whole % 60))s" }
    return "\(grouped(whole / 3600))h \(twoDigits(whole / 60 % 60))m"
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
