import Foundation

/// A terminal without a screen: what is typed at one end is read at the other, and what that end
/// writes comes back.
final class PseudoTerminal: Sendable {
  /// The end a program runs on.
  let program: Int32
  private let person: Int32

  init?() {
    // The system's header for this is in no module, so the function is looked up by its name.
    guard let symbol = dlsym(nil, "openpty") else { return nil }
    let openPair = unsafeBitCast(symbol, to: OpenPair.self)
    var (person, program): (Int32, Int32) = (-1, -1)
    guard openPair(&person, &program, nil, nil, nil) == 0 else { return nil }
    self.person = person
    self.program = program
  }

  private typealias OpenPair =
    @convention(c) (
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>?,
      UnsafeRawPointer?, UnsafeRawPointer?
    ) -> Int32

  deinit {
    close(program)
    close(person)
  }

  /// Presses keys.
  func type(_ text: String) { send(text, to: person) }

  /// Writes as the program does.
  func write(_ text: String) { send(text, to: program) }

  private func send(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the program takes keys one by one: those pressed before would be the terminal's
  /// own. Gives up after the patience of `written`.
  func waitUntilEdited() {
    let deadline = Date().addingTimeInterval(Self.patience)
    var settings = termios()
    while tcgetattr(person, &settings) == 0, settings.c_lflag & tcflag_t(ICANON) != 0,
      Date() < deadline
    {
      sched_yield()
    }
  }

  /// How long a program may take to write something, in seconds: only a test that fails waits so
  /// long.
  private static let patience = 120.0

  /// Waits until the program has written a text; answers with all it wrote up to the end of that,
  /// or `nil` if nothing comes.
  func written(until text: String) -> String? {
    let wanted = Array(text.utf8)
    var seen: [UInt8] = []
    while !seen.reversed().starts(with: wanted.reversed()) {
      var waiting = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
      var byte: UInt8 = 0
      guard poll(&waiting, 1, Int32(Self.patience * 1000)) == 1, read(person, &byte, 1) == 1 else {
        return nil
      }
      seen.append(byte)
    }
    return String(decoding: seen, as: UTF8.self)
  }
}
