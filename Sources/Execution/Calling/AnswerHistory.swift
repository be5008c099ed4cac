/// The number of responses over the last seconds.
struct AnswerHistory: Sendable {
  /// Answers by quarters of a second, the latest last.
  private var spans: [(start: Double, answers: Int)] = []

  private static let span = 0.25
  private static let mostSpans = 40

  mutating func count(at now: Double) {
    if let last = spans.last, now - last.start < Self.span {
      spans[spans.count - 1].answers += 1
    } else {
      spans.append((now, 1))
      spans.removeFirst(max(0, spans.count - Self.mostSpans))
    }
  }

  /// Answers a second, lately: in the last quarters that had any.
  func rate(at now: Double, spans count: Int = 3) -> Double {
    let recent = spans.suffix(count)
    let answers = recent.reduce(0) { $0 + $1.answers }
    return Double(answers) / max(Self.span, now - (recent.first?.start ?? now))
  }

  /// The requests a second that a limiter allows which refuses one now and refused none before: one
  /// that counts by the second lets a second's worth through beside the steady rate.
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
