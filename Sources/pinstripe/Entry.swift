import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's entry. It is synchronous on purpose: line editing needs the main thread, and an
/// asynchronous one would start a thread pool before anything is known to need it.
@main
enum Entry {
  /// What a wrong command line exits with.
  private static let usageFailure: Int32 = 2

  static func main() {
    // A closed pipe is an error of a write here, so that open files are still finished.
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
    if let help = HelpPage.text(for: arguments) { return StandardStream.output.write(help + "\n") }
    do {
      var command = try PinstripeCommand.parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    let text = PinstripeCommand.fullMessage(for: error)
    guard PinstripeCommand.exitCode(for: error).isSuccess else {
      StandardStream.error.write(text + "\n")
      exit(usageFailure)
    }
    StandardStream.output.write(text + "\n")
    exit(0)
  }
}
