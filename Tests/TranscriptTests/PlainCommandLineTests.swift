import Analysis
import ArgumentParser
import Console
import JSON
import Testing

@testable import pinstripe

/// A command line that is read without the parser means what the parser makes of it.
struct PlainCommandLineTests {
  @Test(arguments: [
    [], ["-e", "print 1"], ["-e", "print 1", "-e", "print 2"], ["-e", "print $1", "a", "--b"],
    ["--sandbox", "-e", "print 1"], ["--sandbox-data", ":memory:", "-e", ""],
    ["--profile", "acme", "--format", "csv", "script.stripe", "-e", "--yes"],
    ["script.stripe", "a=b", "--format", "json"], ["--api-base", "http://localhost:1", "x.stripe"],
    ["--output", "a.csv", "--max-rows", "7", "-e", "list customers"],
  ])
  func `plain command lines are read as the parser reads them`(words: [String]) throws {
    let plain = try #require(try PlainCommandLine(words))
    let parsed = try #require(try PinstripeCommand.parseAsRoot(words) as? RunCommand)
    #expect(facts(of: plain.request) == facts(of: try parsed.request))
  }

  @Test(arguments: [["check", "a.stripe"], ["check", "-", "b"], ["check", "", "check"]])
  func `plain checks are read as the parser reads them`(words: [String]) throws {
    guard case .check(let plain)? = PlainFileCommand(words) else {
      Issue.record("left to the parser")
      return
    }
    let parsed = try #require(try PinstripeCommand.parseAsRoot(words) as? CheckCommand)
    var request = try parsed.request
    #expect(facts(of: plain.settings) == facts(of: request.settings))
    request.settings = plain.settings
    #expect("\(plain)" == "\(request)")
  }

  @Test(arguments: [
    ["format", "a.stripe"], ["format", "--check", "a", "b"], ["format", "-"],
    ["format", "--check", "-"],
  ])
  func `plain formatting is read as the parser reads it`(words: [String]) throws {
    guard case .format(let plain)? = PlainFileCommand(words) else {
      Issue.record("left to the parser")
      return
    }
    let parsed = try #require(try PinstripeCommand.parseAsRoot(words) as? FormatCommand)
    #expect("\(plain)" == "\(parsed.request)")
  }

  @Test(arguments: [
    ["check"], ["format"], ["format", "--check"], ["check", "--help"], ["check", "-e", "print 1"],
    ["format", "a", "--check"], ["check", "--", "a"], ["check", "a", "--format", "json"], [],
    ["format", "--check", "--check", "a"], ["sandbox", "seed"], ["a.stripe", "check"],
  ])
  func `other commands with files are left to the parser`(words: [String]) {
    #expect(PlainFileCommand(words).map { "\($0)" } == nil)
  }

  /// What a request says, in an order that does not change.
  private func facts(of request: RunRequest) -> [String] {
    var rest = request
    rest.settings = SessionSettings()
    return ["\(rest)"] + facts(of: request.settings)
  }

  private func facts(of settings: SessionSettings) -> [String] {
    Setting.allCases.map { setting in
      "\(setting): \(settings.value(of: setting).compact), \(settings.sources[setting] ?? "-")"
    }
  }

  /// A name that the parser has to make of the type's costs time at every start.
  @Test func `all subcommands have names`() {
    func unnamed(_ command: any ParsableCommand.Type) -> [String] {
      (command.configuration.commandName == nil ? ["\(command)"] : [])
        + command.configuration.subcommands.flatMap(unnamed)
    }
    #expect(unnamed(PinstripeCommand.self) == [])
  }

  @Test(arguments: [
    ["--help"], ["--version"], ["check", "a.stripe"], ["--sandbox", "sandbox", "seed"], ["-"],
    ["--format=csv"], ["--format"], ["-e"], ["-e", "-1"], ["--sandbox", "--sandbox"], ["--fromat"],
    ["--format", "csv", "--format", "json"], ["--yes", "a.stripe"], ["--", "a.stripe"], [""],
  ])
  func `all others are left to the parser`(words: [String]) throws {
    let plain = try PlainCommandLine(words)
    #expect(plain.map { "\($0.request)" } == nil)
  }
}
