import Foundation

/// Runs the commands of a transcript in one `/bin/sh`, so that variables, directories and a server
/// in the background last from one command to the next. Everything else is new: a home, a working
/// directory, and an environment that knows no Stripe account.
struct Shell {
  var binary: URL
  /// After this many seconds a transcript has hung; under a sanitizer everything takes many times
  /// as long.
  var patience: TimeInterval =
    ProcessInfo.processInfo.environment["PINSTRIPE_SANITIZED"] == nil ? 240 : 2400

  struct Hung: Error {}

  /// The binary these tests were built with, or the one that `PINSTRIPE_BINARY` names.
  static func built() throws -> Shell {
    let environment = ProcessInfo.processInfo.environment
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates = [
      environment["PINSTRIPE_BINARY"].map { URL(filePath: $0) },
      beside.appending(path: "pinstripe"),
      Repository.root.appending(path: ".build/debug/pinstripe"),
    ]
    let found = candidates.compactMap { $0 }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
    guard let found else { throw CocoaError(.fileNoSuchFile) }
    return Shell(binary: found)
  }

  func outcomes(of commands: [String]) async throws -> [Transcript.Outcome] {
    try await outcomes(of: commands) { _ in }.outcomes
  }

  /// Runs on a thread of its own, because it waits, and the tasks of other tests must go on.
  /// - Parameter look: sees what was left behind, before it is removed.
  func outcomes<Seen: Sendable>(
    of commands: [String], thenLook look: @escaping @Sendable (ScratchPlace) throws -> Seen
  ) async throws -> (outcomes: [Transcript.Outcome], seen: Seen) {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try run(commands, thenLook: look) })
      }
    }
  }

  private func run<Seen>(
    _ commands: [String], thenLook look: (ScratchPlace) throws -> Seen
  ) throws -> (outcomes: [Transcript.Outcome], seen: Seen) {
    let place = try ScratchPlace(binary: binary)
    defer { place.remove() }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script(of: commands)]
    process.environment = place.environment
    process.currentDirectoryURL = place.workingDirectory
    process.standardInput = FileHandle.nullDevice
    let log = place.root.appending(path: "log")
    guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + patience) == .timedOut {
      // The shell leads a group of its own, so this ends what it started too; a shell that is busy
      // or blocks signals cannot refuse.
      kill(-process.processIdentifier, SIGKILL)
      kill(process.processIdentifier, SIGKILL)
      throw Hung()
    }
    let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    let outcomes = outcomes(in: text.replacingOccurrences(of: place.home.path, with: "$HOME"))
    return (outcomes, try look(place))
  }

  /// Each command is followed by a mark that carries its exit code. What a transcript started last
  /// in the background, a server say, is ended with the shell.
  private func script(of commands: [String]) -> String {
    let start = "trap 'kill -9 $! 2>/dev/null' EXIT\n"
    return start + commands.map { "\($0)\nprintf '\(Self.mark)%d\\n' $?\n" }.joined()
  }

  private func outcomes(in log: String) -> [Transcript.Outcome] {
    var outcomes: [Transcript.Outcome] = []
    var rest = log[...]
    while let mark = rest.firstRange(of: Self.mark) {
      // A carriage return is shown, since nobody would see it in a file.
      let output = String(rest[..<mark.lowerBound]).replacingOccurrences(of: "\r", with: "␍")
      var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
      while lines.last?.isEmpty == true { lines.removeLast() }
      rest = rest[mark.upperBound...]
      let code = rest.prefix { $0 != "\n" }
      rest = rest.dropFirst(code.count + 1)
      outcomes.append(.init(output: lines.map(String.init), exitCode: Int(code) ?? -1))
    }
    return outcomes
  }

  private static let mark = "\u{1e}"
}
