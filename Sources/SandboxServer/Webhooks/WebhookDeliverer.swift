import StripeSandbox
import Synchronization

/// One attempt at a delivery, for those who watch.
package struct DeliveryReport: Sendable, Hashable {
  /// The request that was sent.
  package let webhook: OutgoingWebhook
  /// The outcome of the attempt.
  package let outcome: WebhookOutcome
}

extension DeliveryReport: CustomStringConvertible {
  /// "evt_1 invoice.paid → http://localhost:4242/webhook 200"
  package var description: String {
    let result =
      switch outcome {
      case .answered(let status, _): "\(status)"
      case .failed(let reason): "failed: \(reason)"
      }
    return "\(webhook.event) \(webhook.type) → \(webhook.url) \(result)"
  }
}

/// Delivers the events of a sandbox: to each destination one after the other, in the order of
/// creation, and again by the schedule where a destination did not take one.
package struct WebhookDeliverer: Sendable {
  private let queue: WebhookQueue
  private let sender: any WebhookSender
  private let schedule: RetrySchedule
  private let dice: DeliveryDice
  private let report: @Sendable (DeliveryReport) -> Void
  private let busy = BusyDestinations()

  /// The number of deliveries that are read together.
  private static let batch = 100

  /// Creates a deliverer of a sandbox's events.
  package init(
    _ sandbox: Sandbox, _ sender: any WebhookSender, plan: FaultPlan = .none,
    schedule: RetrySchedule = .testMode,
    report: @escaping @Sendable (DeliveryReport) -> Void = { _ in }
  ) {
    queue = sandbox.webhooks
    self.sender = sender
    self.schedule = schedule
    dice = DeliveryDice(shares: plan.deliveries, seed: plan.seed)
    self.report = report
  }

  /// Delivers what is due now, and what becomes due meanwhile.
  ///
  /// - Throws: the store's errors, and `CancellationError`.
  package func deliverDue() async throws {
    while true {
      try Task.checkCancellation()
      let due = try await queue.due(limit: Self.batch, except: busy.all)
      let lines = Dictionary(grouping: due, by: \.destination).filter { busy.begin($0.key) }
      guard !lines.isEmpty else { return }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (destination, due) in lines {
          group.addTask {
            defer { busy.end(destination) }
            for due in inOrderOfSending(due) { try await deliver(due) }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// A reordered delivery changes places with the next one.
  private func inOrderOfSending(_ due: [DueWebhook]) -> [DueWebhook] {
    var line = due
    var index = 0
    while index + 1 < line.count {
      if fault(of: line[index]).fault == .reordered {
        line.swapAt(index, index + 1)
        index += 1
      }
      index += 1
    }
    return line
  }

  private func fault(of due: DueWebhook) -> DeliveryDice.Roll {
    dice.roll(delivery: due.delivery, attempt: due.attempts)
  }

  private func deliver(_ due: DueWebhook) async throws {
    let roll = fault(of: due)
    switch roll.fault {
    case .late where !due.isHeldBack && due.attempts == 0:
      let range = DeliveryFault.lateness
      let seconds = range.lowerBound + Int(roll.degree * Double(range.count))
      try await queue.holdBack(due.delivery, by: seconds)
    case .failed:
      guard let webhook = try await queue.take(due) else { return }
      try await finish(webhook, .failed("not sent: a simulated failure"))
    case .doubled:
      guard let webhook = try await queue.take(due) else { return }
      report(DeliveryReport(webhook: webhook, outcome: await sender.send(webhook)))
      try await finish(webhook, await sender.send(webhook))
    case .late, .reordered, nil:
      guard let webhook = try await queue.take(due) else { return }
      try await finish(webhook, await sender.send(webhook))
    }
  }

  private func finish(_ webhook: OutgoingWebhook, _ outcome: WebhookOutcome) async throws {
    report(DeliveryReport(webhook: webhook, outcome: outcome))
    try await queue.finish(webhook.delivery, outcome, schedule)
  }
}

extension WebhookDeliverer {
  /// The interval at which new and due deliveries are looked for, also those of other processes, in
  /// seconds.
  private static let interval = 1.0

  /// Delivers until the task is cancelled: at once what this process adds, the rest every second.
  ///
  /// - Parameter failed: called with what keeps deliveries from being made.
  func run(
    _ sandbox: Sandbox, _ environment: FaultEnvironment,
    failed: @escaping @Sendable (any Error) -> Void
  ) async {
    let (signals, signal) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    sandbox.onDeliveries { signal.yield() }
    signal.yield()
    await withDiscardingTaskGroup { group in
      group.addTask {
        while (try? await environment.sleep(Self.interval)) != nil { signal.yield() }
        signal.finish()
      }
      for await _ in signals {
        // A destination that is slow to answer keeps no other waiting.
        group.addTask {
          do {
            try await deliverDue()
          } catch is CancellationError {
            return
          } catch {
            failed(error)
          }
        }
      }
      group.cancelAll()
    }
  }
}

/// The destinations that something is being sent to.
private final class BusyDestinations: Sendable {
  private let names = Mutex<Set<String>>([])

  var all: Set<String> { names.withLock(\.self) }

  func begin(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }

  func end(_ name: String) { names.withLock { _ = $0.remove(name) } }
}
