import Presentation
import Synchronization

/// A sink that starts a pager when the results are longer than the screen; shorter ones go to the
/// terminal.
final class Pager: ByteSink {
  private enum State {
    case holding([UInt8], lines: Int)
    case paging(ShellPipe)
    /// The pager was quit, or could not be started.
    case ended(isLeft: Bool)
  }

  private let terminal: any ByteSink
  private let height: Int
  private let start: @Sendable () throws -> ShellPipe
  private let state = Mutex(State.holding([], lines: 0))

  /// Creates a sink for one result.
  /// - Parameters:
  ///   - terminal: the destination of results that fit the screen.
  ///   - height: the height of the screen in lines.
  ///   - start: starts the pager.
  init(
    terminal: any ByteSink, height: Int, start: @escaping @Sendable () throws -> ShellPipe
  ) {
    self.terminal = terminal
    self.height = height
    self.start = start
  }

  /// True if the pager was quit before it had read everything.
  var isLeft: Bool {
    state.withLock { if case .ended(isLeft: true) = $0 { true } else { false } }
  }

  /// True while the pager uses the screen.
  var isShown: Bool { state.withLock { if case .paging = $0 { true } else { false } } }

  func write(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      switch state {
      case .holding(let held, let lines):
        let count = lines + bytes.count { $0 == UInt8(ascii: "\n") }
        state = .holding(held + bytes, lines: count)
        // One line of the screen is left for the prompt.
        if count >= height { try Self.begin(&state, held + bytes, start, terminal) }
      case .paging(let pipe):
        do { try pipe.sink.write(bytes) } catch { try Self.leave(&state, pipe) }
      case .ended(isLeft: true): throw ClosedOutput()
      case .ended(isLeft: false): try terminal.write(bytes)
      }
    }
  }

  private static func begin(
    _ state: inout State, _ held: [UInt8], _ start: () throws -> ShellPipe,
    _ terminal: any ByteSink
  ) throws {
    guard let pipe = try? start() else {
      state = .ended(isLeft: false)
      return try terminal.write(held)
    }
    state = .paging(pipe)
    do { try pipe.sink.write(held) } catch { try leave(&state, pipe) }
  }

  private static func leave(_ state: inout State, _ pipe: ShellPipe) throws {
    _ = pipe.finish()
    state = .ended(isLeft: true)
    throw ClosedOutput()
  }

  func flush() throws {
    try state.withLock { state in
      switch state {
      case .holding, .ended(isLeft: true): break
      case .paging(let pipe):
        do { try pipe.sink.flush() } catch { try Self.leave(&state, pipe) }
      case .ended(isLeft: false): try terminal.flush()
      }
    }
  }

  /// Writes what is buffered to the terminal, or waits until the pager is quit.
  /// - Throws: the error of the terminal.
  func finish() throws {
    try state.withLock { state in
      switch state {
      case .holding(let held, _): try terminal.write(held)
      case .paging(let pipe): _ = pipe.finish()
      case .ended: break
      }
      state = .ended(isLeft: false)
      try terminal.flush()
    }
  }
}

/// The shell command of a pager.
enum PagerCommand {
  /// Returns the command in `PINSTRIPE_PAGER` or `PAGER`, or else `less`; nil if that is `cat` or
  /// empty.
  ///
  /// Unless `LESS` is set, it makes `less` show colours and leave short results on the screen. The
  /// shell ignores Ctrl-C, which the pager handles.
  static func text(_ environment: [String: String]) -> String? {
    let chosen = environment["PINSTRIPE_PAGER"] ?? environment["PAGER"]
    guard chosen != "", chosen != "cat" else { return nil }
    let options = environment["LESS"] == nil ? "LESS=FRX; export LESS; " : ""
    let usual = "if command -v less >/dev/null 2>&1; then less; else cat; fi"
    return "trap : INT; " + options + (chosen ?? usual)
  }
}
