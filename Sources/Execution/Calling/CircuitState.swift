/// Decides whether Stripe is down: a state machine that takes the outcomes of attempts and decides
/// which request may be sent.
///
/// The circuit opens after many failures in a row. Then one request, the keeper, pauses and is sent
/// as a probe, while all others are held. The first response closes the circuit; a failed probe
/// makes the next pause longer, until patience ends.
struct CircuitState: Sendable {
  enum Admission: Sendable, Hashable {
    case pass
    /// The request is the keeper: it is sent as a probe after so many seconds.
    case pause(seconds: Double)
    /// Wait until the circuit closes, or a new keeper is needed.
    case hold
  }

  private struct Outage {
    /// The duration of all pauses and probes, in seconds.
    var seconds = 0.0
    var pauses = 0
    var isKept = false
  }

  private let patience: Double
  private var outage: Outage?
  /// The number of failures in a row.
  private var failures = 0
  /// True if there ever was a response. If not, the address may be wrong, and waiting would not
  /// help.
  private(set) var hasAnswered = false

  /// The number of failures in a row that opens the circuit; so many are hardly ever chance.
  private static let limit = 8
  private static let longestPause = 60.0

  /// Creates a closed circuit.
  /// - Parameter patience: the maximum duration of an outage in seconds.
  init(patience: Double) {
    self.patience = patience
  }

  var isOpen: Bool { outage != nil }

  mutating func admit() -> Admission {
    guard var outage else { return .pass }
    guard !outage.isKept else { return .hold }
    let pause = min(Self.longestPause, Double(1 << min(outage.pauses, 6)))
    outage.pauses += 1
    outage.seconds += pause
    outage.isKept = true
    self.outage = outage
    return .pause(seconds: pause)
  }

  /// Records a response that shows that Stripe works.
  /// - Returns: the seconds of the outage that ends now, or nil if there was none.
  mutating func answered() -> Double? {
    hasAnswered = true
    failures = 0
    defer { outage = nil }
    return outage?.seconds
  }

  /// Records that there was a response, even one with an error.
  mutating func met() {
    hasAnswered = true
  }

  mutating func failed() {
    guard outage == nil, hasAnswered else { return }
    failures += 1
    if failures >= Self.limit { outage = Outage() }
  }

  /// Records a failed probe and its duration.
  /// - Returns: the seconds of the outage if patience ends now, else nil.
  mutating func probeFailed(after seconds: Double) -> Double? {
    guard outage != nil else { return nil }
    outage?.seconds += seconds
    outage?.isKept = false
    guard let length = outage?.seconds, length >= patience else { return nil }
    close()
    return length
  }

  /// Records that the keeper left without an outcome.
  /// - Parameter isLast: true if no other request waits; the outage then ends.
  mutating func keeperLeft(isLast: Bool) {
    outage?.isKept = false
    if isLast { close() }
  }

  private mutating func close() {
    outage = nil
    failures = 0
  }
}
