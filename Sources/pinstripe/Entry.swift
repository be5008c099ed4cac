import ArgumentParser
import JSON
import Redaction

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entry point of the process. It is synchronous on purpose: line editing needs the main
/// thread, and an asynchronous entry point would start a thread pool before it is needed.
@main
enum Entry {
  /// The exit code of an invalid command line.
  private static let usageFailure: Int32 = 2

  static func main() {
    // A write to a closed pipe then returns an error, so that open files can still be finished.
    signal(SIGPIPE, SIG_IGN)
    StandardStream.openClosed()
    if let problem = FileLimit.raise() {
      StandardStream.error.write("error: \(problem)\n")
      exit(usageFailure)
    }
    let arguments = CommandLine.arguments.dropFirst()
    if let problem = ArgumentBytes.problem() {
      end(with: ValidationError(problem))
    }
    let words = CommandWords(Array(arguments), isFile: FileSystem.exists)
    do {
      if let problem = words.problem { throw ValidationError(problem) }
      if let help = try HelpPage.text(for: words.arguments) {
        return StandardStream.output.write(help + "\n")
      }
      try run(words.arguments)
    } catch let code as ExitCode {
      if code.rawValue == usageFailure, let note = words.quotingNote {
        StandardStream.error.write(note + "\n")
      }
      exit(code.rawValue)
    } catch {
      end(with: error)
    }
  }

  private static func run(_ arguments: [String]) throws {
    if let plain = PlainFileCommand(arguments) { return try plain.run() }
    if let plain = try PlainCommandLine(arguments) { return try plain.request.run() }
    var command = try PinstripeCommand.parseAsRoot(arguments)
    try command.run()
  }

  /// True if the command line asks for errors as JSON, even if the rest of it is wrong.
  private static var writesJSON: Bool {
    let arguments = CommandLine.arguments
    return arguments.contains("--error-format=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--error-format", "json") }
  }

  private static func json(_ message: String) -> String {
    let document: JSONObject = [
      "severity": "error", "code": "usage", "message": .string(message),
      "exit_code": .integer(Int(usageFailure)),
    ]
    return SecretMask.masked(JSONValue.object(document)).compact
  }

  /// Prints an error of the command line, or the help that was asked for, and exits.
  private static func end(with error: any Error) -> Never {
    guard !PinstripeCommand.exitCode(for: error).isSuccess else {
      StandardStream.output.write(PinstripeCommand.fullMessage(for: error) + "\n")
      exit(0)
    }
    let message = PinstripeCommand.message(for: error)
    // What our own code finds needs no word about usage.
    let hint = error is ValidationError ? "" : "\nRun `pinstripe --help` for usage."
    StandardStream.error.write((writesJSON ? json(message) : "error: \(message)\(hint)") + "\n")
    exit(usageFailure)
  }
}
