import StripeSandbox

/// Does what becomes due in a served sandbox while nobody asks it.
struct DutyTimer: Sendable {
  let sandbox: Sandbox
  let waiting: FaultEnvironment

  /// How often is looked, in seconds.
  private static let interval = 1.0

  /// Runs until the task is cancelled. A duty that fails is dropped.
  func run() async {
    while (try? await waiting.sleep(Self.interval)) != nil {
      guard let seconds = try? await sandbox.secondsToNextDuty(), seconds == 0 else { continue }
      try? await sandbox.doDuties()
    }
  }
}
