import Foundation

/// A terminal without a screen: what is typed at one end is what the program at the other end
/// reads, Ctrl-C and all, and what the program writes comes back.
final class PseudoTerminal: Sendable {
  private let person: Int32
  /// Closed once the program has it.
  private let program: Int32
  /// The path of the program's end.
  let path: String

  struct Closed: Error {}

  init(columns: Int) throws {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var (person, program): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 256)
    // The system's header for this is in no module, so the function is looked up by its name.
    guard let symbol = dlsym(nil, "openpty"),
      unsafeBitCast(symbol, to: OpenPair.self)(&person, &program, nil, nil, &size) == 0,
      ttyname_r(program, &name, name.count) == 0
    else { throw CocoaError(.fileReadUnknown) }
    (self.person, self.program) = (person, program)
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    for descriptor in [person, program] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
  }

  private typealias OpenPair =
    @convention(c) (
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>?,
      UnsafeRawPointer?, UnsafeRawPointer?
    ) -> Int32

  deinit { close(person) }

  /// Lets go of the program's end, so that the program's own end is noticed.
  func handOver() { close(program) }

  /// Changes the window, as a person does with the mouse.
  func resize(columns: Int) {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(person, UInt(TIOCSWINSZ), &size)
  }

  /// Presses keys.
  func type(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(person, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Closed() }
      rest = rest.dropFirst(count)
    }
  }

  /// Whether the program takes keys one by one, and echoes them itself.
  var isEdited: Bool {
    var settings = termios()
    return tcgetattr(person, &settings) == 0 && settings.c_lflag & tcflag_t(ICANON) == 0
  }

  /// What the program writes next; nothing once it has let go of the terminal.
  /// - Parameter patience: seconds to wait for it.
  /// - Returns: nil where nothing comes.
  func output(patience: TimeInterval) -> [UInt8]? {
    var waiting = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(patience * 1000)) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(person, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}

/// A process of its own session, with a terminal in front of it.
struct TerminalProcess {
  let id: pid_t

  struct NotStarted: Error {
    let code: Int32
  }

  init(
    _ words: [String], on terminal: PseudoTerminal, in place: ScratchPlace
  ) throws {
    var files = FileActions()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    // The first terminal that the leader of a session opens is the one whose Ctrl-C it gets.
    posix_spawn_file_actions_addopen(&files, 0, terminal.path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&files, 0, 1)
    posix_spawn_file_actions_adddup2(&files, 0, 2)
    var attributes = Attributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads of tests block signals, and a process takes that over from its parent.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, startsSession | Int16(POSIX_SPAWN_SETSIGMASK))
    // There is no portable way to spawn in a directory, and `sh` is at hand.
    let line = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, place.workingDirectory.path] + words
    let environment = place.environment.map { "\($0)=\($1)" }
    var id: pid_t = 0
    let code = Self.withPointers(to: line) { line in
      Self.withPointers(to: environment) { environment in
        posix_spawn(&id, "/bin/sh", &files, &attributes, line, environment)
      }
    }
    terminal.handOver()
    guard code == 0 else { throw NotStarted(code: code) }
    self.id = id
  }

  /// Waits for the end.
  /// - Returns: the exit code; 128 and the signal's number where a signal was the end.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private static func withPointers<Result>(
    to texts: [String], _ work: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return work(pointers + [nil])
  }
}

#if canImport(Darwin)
  private typealias FileActions = posix_spawn_file_actions_t?
  private typealias Attributes = posix_spawnattr_t?
  private let startsSession: Int16 = 0x0400
#else
  private typealias FileActions = posix_spawn_file_actions_t
  private typealias Attributes = posix_spawnattr_t
  private let startsSession: Int16 = 0x80
#endif
