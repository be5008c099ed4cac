/// How far long work has come, on one line.
package struct ProgressLine: Sendable, Hashable {
  /// What is being done: `Collecting`; nil where the rows themselves show it.
  package var activity: String?
  package var rows: Int
  /// How many rows there will be, where that is known.
  package var expectedRows: Int?
  package var failures: Int
  package var requests: Int
  package var requestsPerSecond: Double
  /// Seconds until the end, where that can be known.
  package var secondsLeft: Double?

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

  /// The line without a line end, at most that many columns wide; what matters least is left
  /// out first.
  package func text(width: Int) -> String {
    var parts = parts
    while parts.count > 1, DisplayWidth.of(Self.joined(parts)) > width {
      guard let least = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }) else { break }
      parts.remove(at: least)
    }
    return TerminalText.truncated(Self.joined(parts), to: width)
  }

  /// What the line can say from left to right; the lowest rank is kept longest.
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

  /// `1234567` as `1,234,567`.
  private static func grouped(_ count: Int) -> String {
    var text = ""
    for (position, digit) in String(count.magnitude).reversed().enumerated() {
      if position > 0, position % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return count < 0 ? "-" + text : text
  }

  /// One decimal below ten, none above.
  private static func rate(_ rate: Double) -> String {
    let capped = min(rate, 1e9)
    guard capped < 9.95 else { return grouped(Int(capped.rounded())) }
    let tenths = Int((capped * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The two largest units: `45s`, `2m 10s`, `3h 05m`.
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
