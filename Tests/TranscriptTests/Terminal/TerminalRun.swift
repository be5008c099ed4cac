import Foundation

/// The program run on a terminal by a person who types and reads.
final class TerminalRun {
  private let terminal: PseudoTerminal
  private let process: TerminalProcess
  private let patience: TimeInterval
  /// Bytes that came and were not looked for yet.
  private var pending: [UInt8] = []
  private var hasEnded = false

  /// What the person waited for did not come.
  struct Missing: Error, CustomStringConvertible {
    let text: String
    let shown: String

    var description: String { "`\(text)` did not come; this did:\n\(shown)" }
  }

  /// - Parameter early: what is typed before the program starts.
  init(
    _ arguments: [String], columns: Int = 80, early: String = "", in place: ScratchPlace,
    patience: TimeInterval
  ) throws {
    terminal = try PseudoTerminal(columns: columns)
    try terminal.type(Array(early.utf8))
    let program = place.root.appending(path: "bin/pinstripe").path
    process = try TerminalProcess([program] + arguments, on: terminal, in: place)
    self.patience = patience
  }

  /// A shell's command line.
  init(shell command: String, in place: ScratchPlace, patience: TimeInterval) throws {
    terminal = try PseudoTerminal(columns: 80)
    process = try TerminalProcess(["/bin/sh", "-c", command], on: terminal, in: place)
    self.patience = patience
  }

  deinit {
    guard !hasEnded else { return }
    kill(process.id, SIGKILL)
    _ = process.wait()
  }

  /// Presses keys; `\u{3}` is Ctrl-C, `\u{4}` Ctrl-D.
  func type(_ text: String) throws { try terminal.type(Array(text.utf8)) }

  func type(_ bytes: [UInt8]) throws { try terminal.type(bytes) }

  func resize(columns: Int) { terminal.resize(columns: columns) }

  func signal(_ number: Int32) { kill(process.id, number) }

  /// Waits until a text is shown.
  /// - Returns: all that was shown since the last call up to the end of that, without colours.
  @discardableResult
  func shown(until text: String) throws -> String {
    let wanted = Array(text.utf8)
    while true {
      if let range = pending.firstRange(of: wanted) {
        defer { pending.removeFirst(range.upperBound) }
        return Self.plain(pending[..<range.upperBound])
      }
      guard let more = terminal.output(patience: patience), !more.isEmpty else {
        throw Missing(text: text, shown: Self.plain(pending[...]))
      }
      pending += more
    }
  }

  /// Waits until the program shows a prompt and has taken the terminal over: the prompt is written
  /// a moment earlier, and keys pressed in between would be the terminal's own.
  /// - Returns: all that was shown since the last call up to the end of the prompt.
  @discardableResult
  func prompted(_ prompt: String = "sandbox> ") throws -> String {
    let shown = try shown(until: prompt)
    let deadline = Date().addingTimeInterval(patience)
    while !terminal.isEdited {
      guard Date() < deadline else { throw Missing(text: "a line to edit", shown: shown) }
      sched_yield()
    }
    return shown
  }

  /// Waits for the program's end.
  /// - Returns: what was shown since the last call, without colours, and the exit code.
  func end() throws -> (shown: String, exitCode: Int32) {
    while true {
      guard let more = terminal.output(patience: patience) else {
        throw Missing(text: "the end", shown: Self.plain(pending[...]))
      }
      if more.isEmpty { break }
      pending += more
    }
    hasEnded = true
    return (Self.plain(pending[...]), process.wait())
  }

  /// What a person sees: without escapes, and without what is deleted from a line again.
  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
      .replacing(/\u{1B}\[[0-9;?]*[a-zA-Z]/, with: "")
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}

/// A sandbox and a home of their own, for some runs on terminals.
struct TerminalPlace {
  let shell: Shell
  let scratch: ScratchPlace

  /// Runs on a thread of its own, because it waits, and the tasks of other tests must go on.
  static func with<Result: Sendable>(
    _ work: @escaping @Sendable (TerminalPlace) throws -> Result
  ) async throws -> Result {
    let shell = try Shell.built()
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Swift.Result {
            let scratch = try ScratchPlace(binary: shell.binary)
            defer { scratch.remove() }
            return try work(TerminalPlace(shell: shell, scratch: scratch))
          })
      }
    }
  }

  /// Starts the program on a terminal.
  func run(_ arguments: String..., columns: Int = 80) throws -> TerminalRun {
    try TerminalRun(arguments, columns: columns, in: scratch, patience: shell.patience)
  }

  /// What the program prints when nobody watches; it must go well.
  func printed(_ arguments: String...) throws -> String {
    let end = try ended(shell.binary, arguments)
    guard end.exitCode == 0 else { throw TerminalRun.Missing(text: "exit 0", shown: end.shown) }
    return end.shown
  }

  /// Runs a command line, to its end.
  func shellRun(_ command: String) throws -> (shown: String, exitCode: Int32) {
    try ended(URL(filePath: "/bin/sh"), ["-c", command])
  }

  private func ended(
    _ program: URL, _ arguments: [String]
  ) throws -> (shown: String, exitCode: Int32) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = scratch.environment
    process.currentDirectoryURL = scratch.workingDirectory
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    return (text, process.terminationStatus)
  }

  /// Writes a file into the working directory.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: scratch.workingDirectory.appending(path: name))
  }
}
