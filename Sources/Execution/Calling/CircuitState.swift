/// Decides whether Stripe is down: a state machine that takes how attempts ended and answers which
/// request may be sent.
///
/// It opens after many failures in a row. Then one request, the keeper, pauses and is sent as a
/// probe, while all others are held. The first answer closes it; a failed probe makes the next
/// pause longer, until patience ends.
struct CircuitState: Sendable {
  enum Admission: Sendable, Hashable {
    case pass
    /// The request is the keeper: it goes as a probe after that many seconds.
    case pause(seconds: Double)
    /// Until the circuit closes, or a new keeper is needed.
    case hold
  }

  private struct Outage {
    /// That pauses and probes took.
    var seconds = 0.0
    var pauses = 0
    var isKept = false
  }

  private let patience: Double
  private var outage: Outage?
  /// In a row.
  private var failures = 0
  /// Whether any answer ever came. Where none did, the address may be wrong, and waiting would not
  /// help.
  private(set) var hasAnswered = false

  /// So many hardly ever fail in a row by chance.
  private static let limit = 8
  private static let longestPause = 60.0

  /// - Parameter patience: seconds after which an outage is taken for the end.
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

  /// Stripe answered, and not that it failed.
  /// - Returns: the seconds of the outage that this ends.
  mutating func answered() -> Double? {
    hasAnswered = true
    failures = 0
    defer { outage = nil }
    return outage?.seconds
  }

  /// Something answered, if only that it failed.
  mutating func met() {
    hasAnswered = true
  }

  mutating func failed() {
    guard outage == nil, hasAnswered else { return }
    failures += 1
    if failures >= Self.limit { outage = Outage() }
  }

  /// A probe failed, which took some seconds.
  /// - Returns: the seconds of the outage, where patience ends with it.
  mutating func probeFailed(after seconds: Double) -> Double? {
    guard outage != nil else { return nil }
    outage?.seconds += seconds
    outage?.isKept = false
    guard let length = outage?.seconds, length >= patience else { return nil }
    close()
    return length
  }

  /// The keeper left without having learned anything.
  /// - Parameter isLast: whether no other request waits: the outage then ends.
  mutating func keeperLeft(isLast: Bool) {
    outage?.isKept = false
    if isLast { close() }
  }

  private mutating func close() {
    outage = nil
    failures = 0
  }
}
