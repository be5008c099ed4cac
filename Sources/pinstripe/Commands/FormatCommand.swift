import ArgumentParser
import Console
import Diagnostics
import Language
import Presentation

/// The `format` subcommand: rewrites scripts in the canonical layout.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Rewrite scripts in the canonical layout.",
    discussion: "With -, reads standard input and prints the result.")

  @Flag(help: "Do not write; list files that would change and exit with 1.")
  var check = false
  @Argument(
    help: ArgumentHelp("Scripts, or -.", valueName: "file"),
    completion: .file(extensions: ["stripe"]))
  var files: [String]

  func run() throws {
    var changed = false
    for path in files {
      let bytes = try path == "-" ? StandardInput.bytes() : ProgramText.bytes(of: path)
      let source = try ProgramText.decoded(bytes, named: path == "-" ? "stdin" : path)
      let text = try formatted(source)
      if path == "-", !check {
        StandardStream.output.write(text)
      } else if !text.utf8.elementsEqual(bytes) {
        changed = true
        if check {
          StandardStream.error.write("\(source.name) is not formatted\n")
        } else {
          try replace(path, with: text)
        }
      }
    }
    if check, changed { throw ExitCode(1) }
  }

  private func formatted(_ source: SourceText) throws -> String {
    let parsed = Parser.parse(source)
    guard parsed.diagnostics.isEmpty else {
      StandardStream.error.write(DiagnosticRenderer().text(parsed.diagnostics))
      throw ExitCode(2)
    }
    return Formatter.format(parsed.program)
  }

  private func replace(_ path: String, with text: String) throws {
    do {
      try FileReplacement.replace(path, with: text)
    } catch {
      throw ValidationError("cannot write `\(path)`: \(error)")
    }
  }
}
