import AccountConfiguration
import Analysis
import ArgumentParser
import Console
import Diagnostics
import JSON
import Presentation
import Prompt

/// A check of scripts as the command line asks for it, however that was read.
struct CheckRequest {
  /// The form of what a check finds.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// The lines of the script with carets below them, on standard error.
    case text
    /// One array of objects on standard output, for programs.
    case json
  }

  /// The paths of the scripts; `-` is standard input.
  var files: [String]
  var format = Format.text
  /// The variables of `--set`.
  var assignments = VariableAssignments()
  var settings = SessionSettings()
  var account = AccountOptions()

  /// Reports what is wrong in the scripts.
  /// - Throws: `ExitCode` 2 if there is an error, or `ValidationError` if a script cannot be read.
  func run() throws {
    let world = World(account: account)
    var found: [Diagnostic] = []
    for path in files {
      let source = try path == "-" ? StandardInput.source() : ProgramText.read(path)
      let session = Session(
        settings: settings, variables: try assignments.values(),
        dependencies: try world.dependencies(standardInput: nil))
      let isReported = format == .text
      found += Foreground.value {
        await session.diagnostics(
          of: [source], arguments: ScriptArguments.mentioned(in: source), reporting: isReported)
      }
    }
    if format == .json {
      let documents = found.map(DiagnosticRenderer.json)
      StandardStream.output.write(JSONValue.array(documents).compact + "\n")
    }
    if found.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
  }
}
