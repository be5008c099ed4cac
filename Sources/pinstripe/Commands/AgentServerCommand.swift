import AgentServer
import Analysis
import ArgumentParser
import Console
import JSONRPC

/// The `mcp` subcommand: a server for agents, over standard input and output.
struct AgentServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "Serve agents over standard input (Model Context Protocol).",
    discussion: """
      Agents start it, and get the tools run, check, explain, describe and help. Writes to the \
      account, and files and databases, are refused unless --allow-writes is given; a live account \
      requires --live-writes besides. Results are cut to a number of rows and bytes. Keys are \
      never shown.
      """)

  @Flag(help: "Allow writes to the account, and the use of files and databases.")
  var allowWrites = false
  @Flag(help: "Allow writes to a live account; requires --allow-writes.")
  var liveWrites = false
  @Option(help: ArgumentHelp("Maximum rows of a result.", valueName: "rows"))
  var resultRows = 100
  @Option(help: ArgumentHelp("Maximum bytes of a result.", valueName: "bytes"))
  var resultBytes = 65_536
  @Option(help: ArgumentHelp("Time zone of dates and periods.", valueName: "name"))
  var timeZone: String?
  @OptionGroup(title: "Account") var account: AccountArguments
  @OptionGroup(title: "Requests") var requests: RequestArguments

  func validate() throws {
    if liveWrites, !allowWrites {
      throw ValidationError("--live-writes requires --allow-writes")
    }
    guard resultRows > 0, resultBytes > 0 else {
      throw ValidationError("--result-rows and --result-bytes must be above 0")
    }
  }

  func run() throws {
    var settings = try SessionSettings(
      requests.given + [GivenSetting(.timeZone, "--time-zone", timeZone)])
    settings.liveWrites = liveWrites
    var options = AgentOptions(
      settings: settings, allowsWrites: allowWrites, version: Version.number)
    (options.maxRows, options.maxBytes) = (resultRows, resultBytes)
    let world = World(account: account.options)
    let server = AgentService(options) { try world.dependencies(standardInput: nil) }
    let output = MessageStream.output(.lines)
    MessageStream.serve { pieces in
      await RPCServer(server, cancellation: AgentService.cancellation, output: output)
        .run(pieces)
      return 0
    }
  }
}
