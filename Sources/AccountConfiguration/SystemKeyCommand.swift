#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs key commands as processes of the system.
///
/// The command has no standard input, which may be the script. Its standard error is passed on with
/// keys masked. It may ask for a password on the terminal, so it stays in the terminal's process
/// group.
package struct SystemKeyCommand: Sendable {
  private let environment: [String: String]
  private let timeout: Duration
  private let complain: @Sendable (String) -> Void

  /// Creates a runner of commands.
  /// - Parameters:
  ///   - environment: the environment variables of the commands.
  ///   - timeout: the maximum run time; the default is long enough to type a password.
  ///   - complain: called with the command's standard error, whole lines at a time.
  package init(
    environment: [String: String], timeout: Duration = .seconds(60),
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.environment = environment
    self.timeout = timeout
    self.complain = complain
  }

  /// Runs a command to its end and returns its standard output.
  ///
  /// - Throws: `KeyCommandError` if the command cannot be started, fails, is killed, prints too
  ///   much, or runs longer than the timeout.
  package func run(_ command: KeyCommand) throws(KeyCommandError) -> String {
    let deadline = ContinuousClock.now + timeout
    var child = try Child(command, environment: environment)
    defer { child.close() }
    do throws(KeyCommandError) {
      let output = try child.output(until: deadline, complain: complain)
      guard let status = child.status(until: deadline) else { throw .timedOut }
      try Self.check(status)
      return String(decoding: output, as: UTF8.self)
    } catch {
      child.end()
      throw error
    }
  }

  private static func check(_ status: CInt) throws(KeyCommandError) {
    let signal = status & 0x7f
    guard signal == 0 else { throw .killed(signal: signal) }
    let code = (status >> 8) & 0xff
    guard code == 0 else { throw .failed(status: code) }
  }
}

/// A started process and the reading ends of its output pipes.
private struct Child {
  private let process: pid_t
  private var output: KeyCommandPipe
  private var complaints: KeyCommandPipe

  /// The maximum length of the output in bytes. A key is much shorter.
  private static let longestOutput = 64 << 10

  init(_ command: KeyCommand, environment: [String: String]) throws(KeyCommandError) {
    let program = command.arguments.first ?? ""
    let (output, complaints) = (KeyCommandPipe(), KeyCommandPipe())
    defer { for pipe in [output, complaints] { pipe.closeWriting() } }
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let process = spawn(
      command.arguments, environment: variables, output: output.writing,
      complaints: complaints.writing)
    guard output.isOpen, complaints.isOpen, let process else {
      for pipe in [output, complaints] { pipe.closeReading() }
      throw .notStarted(program: program)
    }
    self.process = process
    self.output = output
    self.complaints = complaints
  }

  func close() {
    output.closeReading()
    complaints.closeReading()
  }

  /// Returns the output until both pipes are closed or, if another process keeps them open, until
  /// the process has ended.
  mutating func output(
    until deadline: ContinuousClock.Instant, complain: (String) -> Void
  ) throws(KeyCommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    var heard = ComplaintText()
    defer { heard.pass(to: complain, isEnd: true) }
    while output.isOpen || complaints.isOpen {
      guard ContinuousClock.now < deadline else { throw .timedOut }
      var requests = [output.request, complaints.request]
      let ready = poll(&requests, nfds_t(requests.count), 20)
      if ready == 0, hasEnded { return bytes }
      guard ready > 0 else { continue }
      if requests[0].revents != 0 { bytes += output.read() }
      if requests[1].revents != 0 { heard.bytes += complaints.read() }
      heard.pass(to: complain, isEnd: false)
      guard bytes.count <= Self.longestOutput else { throw .tooMuchOutput }
    }
    return bytes
  }

  /// Returns the process's wait status; nil if it has not ended by the deadline.
  func status(until deadline: ContinuousClock.Instant) -> CInt? {
    var status: CInt = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status }
      if ended < 0, errno != EINTR { return 0 }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(2000)
    }
  }

  /// Terminates the process; kills it if it does not end within half a second.
  func end() {
    kill(process, SIGTERM)
    if status(until: ContinuousClock.now + .milliseconds(500)) == nil {
      kill(process, SIGKILL)
      _ = status(until: ContinuousClock.now + .seconds(1))
    }
  }

  /// True if the process has ended; its status can still be read.
  private var hasEnded: Bool {
    var information = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    return waitid(P_PID, id_t(process), &information, flags) == 0 && information.si_signo != 0
  }
}

/// Starts a program with its output and errors going to files, and an empty standard input.
private func spawn(
  _ arguments: [String], environment: [String], output: CInt, complaints: CInt
) -> pid_t? {
  guard let program = arguments.first else { return nil }
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO)
  var process: pid_t = 0
  let status = withCStrings(arguments) { arguments in
    withCStrings(environment) { environment in
      posix_spawn(&process, program, &actions, nil, arguments, environment)
    }
  }
  return status == 0 ? process : nil
}

/// Lends strings in the form that C expects: an array of pointers that ends with a null.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
