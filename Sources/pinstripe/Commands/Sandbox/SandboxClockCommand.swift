import ArgumentParser
import Expressions
import JSON
import Language
import StripeSandbox

extension SandboxCommand {
  /// The time of the sandbox.
  struct Clock: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clock",
      abstract: "Show the sandbox's time and its test clocks, or let time pass.",
      subcommands: [Show.self, Advance.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the sandbox's time and its test clocks.")

      @OptionGroup var data: DataOption

      func run() throws {
        let sandbox = try data.open()
        throw SandboxCommand.run {
          let clocks = try await SandboxTestClocks(sandbox).all()
          let now = try await sandbox.now()
          StandardStream.output.write("sandbox\t\(Timestamp.iso(now))\n")
          for clock in clocks { StandardStream.output.write(Clock.line(clock) + "\n") }
        }
      }
    }

    struct Advance: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "advance", abstract: "Let time pass, and do what is due in it.")

      @OptionGroup var data: DataOption
      @Option(
        name: .customLong("clock"),
        help: ArgumentHelp(
          "Advance this test clock instead, in steps as long as Stripe allows.",
          valueName: "clock_…"))
      var clock: String?
      @Argument(help: "Time that passes, such as 12h, 30d, 1mo or 1y.")
      var by: String

      func validate() throws { _ = try duration() }

      func run() throws {
        let (sandbox, clock, duration) = (try data.open(), clock, try duration())
        throw SandboxCommand.run {
          if let clock {
            let advanced = try await SandboxTestClocks(sandbox).advance(clock) {
              duration.added(to: $0, in: .utc)
            }
            return StandardStream.output.write(Clock.line(advanced) + "\n")
          }
          let now = try await sandbox.now()
          let then = try await sandbox.advance(by: duration.added(to: now, in: .utc) - now)
          StandardStream.output.write("sandbox\t\(Timestamp.iso(then))\n")
        }
      }

      private static let years = 100

      private func duration() throws -> CalendarDuration {
        guard let length = DurationLength(by), length.months <= 12 * Self.years,
          length.seconds <= 366 * 86_400 * Self.years, length.months + length.seconds > 0
        else {
          throw ValidationError(
            "a time that passes is a number with s, m, h, d, w, mo, q or y, up to"
              + " \(Self.years)y, such as 30d; got `\(by)`")
        }
        return CalendarDuration(months: length.months, seconds: length.seconds)
      }
    }

    /// Tab-separated: id, time, status, name.
    private static func line(_ clock: JSONObject) -> String {
      [
        clock["id"]?.string ?? "", clock["frozen_time"]?.integer.map(Timestamp.iso) ?? "",
        clock["status"]?.string ?? "", clock["name"]?.string ?? "",
      ].joined(separator: "\t")
    }
  }
}
