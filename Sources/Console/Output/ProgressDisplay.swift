import Presentation

/// The progress line of long work on a terminal, which is removed before other output is written.
final class ProgressDisplay {
  private let stream: OutputStream
  private let width: () -> Int
  private let now: () -> Double
  private let activity: String?
  private let start: Double
  private var lastDrawn = 0.0
  private var isShown = false

  /// The time in seconds before the line is shown, so that short work shows none.
  private static let patience = 0.7
  /// The time in seconds between two updates.
  private static let pause = 0.2
  /// The control sequence that clears the current line.
  static let clearedLine = "\r\u{1B}[K"

  /// Creates a display; it shows nothing yet.
  /// - Parameters:
  ///   - width: returns the width of the terminal in columns.
  ///   - activity: the activity to show; nil if the rows themselves show it.
  ///   - now: a clock, in seconds.
  init(
    stream: OutputStream, width: @escaping () -> Int, activity: String? = nil,
    now: @escaping () -> Double
  ) {
    self.activity = activity
    self.stream = stream
    self.width = width
    self.now = now
    start = now()
  }

  /// Shows the progress, unless the last update was too recent.
  func show(rows: Int, expected: Int?, failures: Int = 0, requests: Int) {
    let time = now()
    // A line that was cleared is drawn again at once; otherwise frequent results would keep it
    // hidden.
    guard time - start >= Self.patience, !isShown || time - lastDrawn >= Self.pause else { return }
    lastDrawn = time
    isShown = true
    let rate = Double(rows) / (time - start)
    let left = expected.flatMap { rate > 0 ? Double(max(0, $0 - rows)) / rate : nil }
    let line = ProgressLine(
      activity: activity, rows: rows, expectedRows: expected, failures: failures,
      requests: requests,
      requestsPerSecond: Double(requests) / (time - start), secondsLeft: left)
    write(Self.clearedLine + line.text(width: max(10, width() - 1)))
  }

  /// Clears the line.
  func clear() {
    guard isShown else { return }
    isShown = false
    write(Self.clearedLine)
  }

  private func write(_ text: String) {
    // A failure to show progress must not end the work.
    try? stream.sink.write(Array(text.utf8))
    try? stream.sink.flush()
  }
}
