import Presentation

/// The line of numbers that long work shows on a terminal, and takes back before anything else is
/// written there.
final class ProgressDisplay {
  private let stream: OutputStream
  private let width: () -> Int
  private let now: () -> Double
  private let activity: String?
  private let start: Double
  private var lastDrawn = 0.0
  private var isShown = false

  /// Work that ends sooner shows nothing, in seconds.
  private static let patience = 0.7
  /// Seconds between two drawings.
  private static let pause = 0.2
  /// Empties the line that the cursor is on.
  static let clearedLine = "\r\u{1B}[K"

  /// - Parameter activity: What is being done; nil where the rows themselves show it.
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

  /// Shows how far the work is, if it is time to.
  func show(rows: Int, expected: Int?, failures: Int = 0, requests: Int) {
    let time = now()
    // What was taken back for a result is drawn again at once, or a busy job would show it never.
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

  /// Takes the line back.
  func clear() {
    guard isShown else { return }
    isShown = false
    write(Self.clearedLine)
  }

  private func write(_ text: String) {
    // Progress that nobody can see is no reason to fail.
    try? stream.sink.write(Array(text.utf8))
    try? stream.sink.flush()
  }
}
