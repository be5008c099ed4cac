/// The number of responses over the last seconds.
struct AnswerHistory: Sendable {
  /// The number of responses in each quarter of a second, the latest last.
  private var spans: [(start: Double, answers: Int)] = []

  private static let span = 0.25
  private static let maxSpans = 40

  mutating func count(at now: Double) {
    if let last = spans.last, now - last.start < Self.span {
      spans[spans.count - 1].answers += 1
    } else {
      spans.append((now, 1))
      spans.removeFirst(max(0, spans.count - Self.maxSpans))
    }
  }

  /// Returns the recent rate in responses per second, over the last quarters of a second that had
  /// any.
  func rate(at now: Double, spans count: Int = 3) -> Double {
    let recent = spans.suffix(count)
    let answers = recent.reduce(0) { $0 + $1.answers }
    return Double(answers) / max(Self.span, now - (recent.first?.start ?? now))
  }

  /// Returns the requests per second of a limiter that refuses for the first time. A limiter that
  /// counts by the second also lets one second's requests through at once, so the steady rate is
  /// lower than the rate of responses.
  func allowed(at now: Double) -> Double {
    var answers = 0
    var most = 0.0
    for span in spans.reversed() {
      answers += span.answers
      most = max(most, Double(answers) / (1 + max(0, now - span.start)))
    }
    return most
  }
}
