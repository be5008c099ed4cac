import ArgumentParser
import Diagnostics
import Expressions
import JSON
import StripeSandbox

extension SandboxCommand {
  /// What happened.
  struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "events", abstract: "List the newest events.")

    @OptionGroup var data: DataOption
    @Option(
      help: ArgumentHelp("Events of this name only, such as invoice.paid.", valueName: "name"))
    var type: String?
    @Option(help: "Number of events.")
    var limit = 20

    func validate() throws {
      guard limit > 0 else { throw ValidationError("--limit must be above 0") }
      guard let type, !Sandbox.eventNames.contains(type) else { return }
      throw ValidationError(
        "--type has no event `\(type)`" + Self.suggestion(for: type, among: Sandbox.eventNames))
    }

    func run() throws {
      let (sandbox, type, limit) = (try data.open(), type, limit)
      throw SandboxCommand.run {
        for event in try await sandbox.events(type: type, limit: limit).reversed() {
          StandardStream.output.write(Self.line(event) + "\n")
        }
      }
    }

    /// Tab-separated: id, name, time, the object that it is about.
    private static func line(_ event: JSONObject) -> String {
      let created = event["created"]
      let object = event["data"]?["object"]?["id"] ?? event["related_object"]?["id"]
      return [
        event["id"]?.string ?? "", event["type"]?.string ?? "",
        created?.integer.map(Timestamp.iso) ?? created?.string ?? "", object?.string ?? "",
      ].joined(separator: "\t")
    }

    /// "; did you mean `invoice.paid`?" for a name that resembles one of the names.
    static func suggestion(
      for name: String, among names: [String], otherwise hint: String = ""
    ) -> String {
      NearestName.of(name, among: names).map { "; did you mean `\($0)`?" } ?? hint
    }
  }

  /// Brings an event about.
  struct Trigger: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trigger", abstract: "Bring about an event by doing what causes it.")

    @OptionGroup var data: DataOption
    @Flag(help: "List the events that can be brought about.")
    var list = false
    @Argument(help: "Name of the event, such as invoice.paid.")
    var event: String?

    func validate() throws {
      guard !list else { return }
      guard let event else { throw ValidationError("name an event, or list them by --list") }
      guard !Sandbox.triggers.contains(event) else { return }
      let isKnown = Sandbox.eventNames.contains(event)
      throw ValidationError(
        isKnown
          ? "the sandbox cannot cause the event `\(event)`; --list shows those that it can"
          : "there is no event `\(event)`"
            + Events.suggestion(
              for: event, among: Sandbox.triggers, otherwise: "; --list shows those that there are")
      )
    }

    func run() throws {
      guard let event, !list else {
        for name in Sandbox.triggers { StandardStream.output.write(name + "\n") }
        return
      }
      let sandbox = try data.open()
      throw SandboxCommand.run {
        StandardStream.output.write(try await sandbox.trigger(event) + "\n")
      }
    }
  }
}
