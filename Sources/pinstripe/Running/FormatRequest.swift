import ArgumentParser
import Console
import Diagnostics
import Language
import Presentation

/// A formatting of scripts as the command line asks for it, however that was read.
struct FormatRequest {
  /// The paths of the scripts; `-` is standard input.
  var files: [String]
  /// True if files that would change are listed and not written.
  var checksOnly = false

  /// Writes the scripts in the canonical layout.
  /// - Throws: `ExitCode` 1 if a file would change and is only checked, 2 if one has errors, or
  ///   `ValidationError` if one cannot be read or written.
  func run() throws {
    var changed = false
    for path in files {
      let bytes = try path == "-" ? StandardInput.bytes() : ProgramText.bytes(of: path)
      let source = try ProgramText.decoded(bytes, named: path == "-" ? "stdin" : path)
      let text = try formatted(source)
      if path == "-", !checksOnly {
        StandardStream.output.write(text)
      } else if !text.utf8.elementsEqual(bytes) {
        changed = true
        if checksOnly {
          StandardStream.error.write("\(source.name) is not formatted\n")
        } else {
          try replace(path, with: text)
        }
      }
    }
    if checksOnly, changed { throw ExitCode(1) }
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
