import ArgumentParser

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
