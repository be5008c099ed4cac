import ArgumentParser
import SandboxStore
import StripeSandbox

extension SandboxCommand {
  /// The events on their way, and those that arrived.
  struct Deliveries: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "deliveries", abstract: "List the newest deliveries of events to webhooks.")

    @OptionGroup var data: DataOption
    @Option(help: "Number of deliveries.")
    var limit = 20

    func run() throws {
      guard limit > 0 else { throw ValidationError("--limit must be above 0") }
      let sandbox = try data.open()
      let limit = limit
      throw SandboxCommand.run {
        for delivery in try await sandbox.deliveries(limit: limit).reversed() {
          StandardStream.output.write(Self.line(delivery) + "\n")
        }
      }
    }

    /// Tab-separated: event, type, destination, state, attempts, status or reason.
    private static func line(_ delivery: WebhookDelivery) -> String {
      let result = delivery.status.map(String.init) ?? delivery.response ?? ""
      return [
        delivery.event, delivery.type, delivery.destination, delivery.state.rawValue,
        String(delivery.attempts), result.filter { $0 != "\n" && $0 != "\t" },
      ].joined(separator: "\t")
    }
  }

  /// Sends an event again.
  struct Resend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resend",
      abstract: "Send an event to its webhooks again; a served sandbox delivers it.")

    @OptionGroup var data: DataOption
    @Argument(help: "Id of the event.")
    var event: String

    func run() throws {
      let sandbox = try data.open()
      let event = event
      throw SandboxCommand.run {
        let count = try await sandbox.resend(event)
        guard count > 0 else {
          return StandardStream.error.write(
            "\(event) went to no webhook that still receives events: nothing is sent again.\n")
        }
        StandardStream.error.write(
          "\(count) deliver\(count == 1 ? "y" : "ies") of \(event) due.\n")
      }
    }
  }
}
