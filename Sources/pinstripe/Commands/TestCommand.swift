import AccountConfiguration
import ArgumentParser
import Console
import Expressions
import Presentation
import Prompt

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The `test` subcommand: runs scripts as tests, each in a sandbox of its own.
struct TestCommand: ParsableCommand {
  /// The form of the report.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// The Test Anything Protocol, version 14.
    case tap
    /// JUnit XML.
    case junit
  }

  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run scripts as tests, each in a new sandbox in memory.",
    discussion: """
      Runs files, and all files below directories whose names end in \(TestFiles.ending). A test \
      passes if its script ends with exit code 0; `assert` makes it fail. The sandbox of a test is \
      empty, begins at a fixed time and gives the same ids in each run; no network is used.

      Exits with 1 if a test failed, and with 2 if a script has errors or no test is found.
      """)

  @Option(help: "Form of the report: tap, or junit for XML.")
  var format = Format.tap
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to a file.", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(help: ArgumentHelp("Run only tests whose path matches.", valueName: "regex"))
  var filter: String?
  @Option(help: ArgumentHelp("Tests that run at the same time.", valueName: "number"))
  var jobs: Int?
  @Option(help: ArgumentHelp("Time at which each sandbox begins.", valueName: "time"))
  var at = "2026-01-01T00:00:00Z"
  @OptionGroup var variables: VariableArguments
  @Argument(
    help: ArgumentHelp("Directories and scripts.", valueName: "path"),
    completion: .file(extensions: ["stripe"]))
  var paths: [String]

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) {
      throw ValidationError("--jobs must be from 1 to 64")
    }
  }

  func run() throws {
    let (start, variables) = (try start(), try variables.given.values())
    var account = AccountOptions()
    (account.sandbox, account.sandboxData) = (true, ":memory:")
    let world = World(account: account)
    let tests = try TestFiles.found(in: paths, filter: try matcher()).map {
      ScriptTest(path: $0, start: start, variables: variables, world: world)
    }
    let run = TestRun(
      tests: tests, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let (format, output) = (format, output)
    throw ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        await run.report(as: format, into: output)
      })
  }

  private func start() throws -> Int {
    guard let start = Timestamp.seconds(of: at) else {
      throw ValidationError("--at takes a time such as 2026-01-31T10:00:00Z, got `\(at)`")
    }
    return start
  }

  private func matcher() throws -> (String) -> Bool {
    guard let filter else { return { _ in true } }
    guard let pattern = try? Regex(filter) else {
      throw ValidationError("--filter takes a regular expression, got `\(filter)`")
    }
    return { $0.contains(pattern) }
  }
}
