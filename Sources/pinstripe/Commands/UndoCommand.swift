import ArgumentParser
import Console
import Undo

/// The `undo` subcommand: writes a script that undoes the writes in a report.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Generate a script that undoes the writes in a report.",
    discussion: """
      The report is a file written by --report. Review the script before you run it: writes that \
      cannot be undone are listed in comments.
      """)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the script to a file.", valueName: "file"),
    completion: .file())
  var output: String?
  @Argument(
    help: ArgumentHelp("Report file, or - for standard input.", valueName: "report"),
    completion: .file())
  var report: String

  func run() throws {
    let source =
      report == "-"
      ? (name: "the report", text: try StandardInput.source().text)
      : (name: report, text: try ProgramText.read(report).text)
    let script = try script(of: source.text, named: source.name)
    if let output {
      try write(script.text, to: output)
    } else {
      StandardStream.output.write(script.text)
    }
    StandardStream.error.write(script.summary + "\n")
  }

  private func script(of text: String, named name: String) throws -> UndoScript {
    do {
      return try UndoScript(of: text, named: name)
    } catch {
      throw ValidationError("cannot undo \(name): \(error.message)")
    }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try FileReplacement.replace(path, with: text)
    } catch {
      throw ValidationError("cannot write `\(path)`: \(error)")
    }
  }
}
