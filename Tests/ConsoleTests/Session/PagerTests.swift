import AccountConfiguration
import Presentation
import Synchronization
import Testing

@testable import Console

@Suite struct PagerTests {
  /// A pager that reads a number of pieces before it is left.
  private final class Reader: ByteSink {
    let shown = MemorySink()
    private let left: Mutex<Int>
    let isFinished = Atomic<Bool>(false)

    init(reads count: Int = .max) {
      left = Mutex(count)
    }

    func write(_ bytes: [UInt8]) throws {
      let isOpen = left.withLock { left in
        left -= 1
        return left >= 0
      }
      guard isOpen else { throw ClosedOutput() }
      shown.write(bytes)
    }

    func flush() throws {}

    var pipe: ShellPipe {
      ShellPipe(sink: self) { [self] in
        isFinished.store(true, ordering: .relaxed)
        return 0
      }
    }
  }

  private static let line = Array("line\n".utf8)

  @Test func `what fits the screen goes to the terminal`() throws {
    let (terminal, reader) = (MemorySink(), Reader())
    let pager = Pager(terminal: terminal, height: 4) { reader.pipe }
    for _ in 0..<3 { try pager.write(Self.line) }
    try pager.flush()
    #expect(terminal.text == "")
    try pager.finish()
    #expect(terminal.text == "line\nline\nline\n")
    #expect(reader.shown.text == "")
  }

  @Test func `what is longer goes to the pager, which is waited for`() throws {
    let (terminal, reader) = (MemorySink(), Reader())
    let pager = Pager(terminal: terminal, height: 4) { reader.pipe }
    for _ in 0..<5 { try pager.write(Self.line) }
    #expect(pager.isShown)
    try pager.finish()
    #expect(terminal.text == "")
    #expect(reader.shown.text == String(repeating: "line\n", count: 5))
    let isFinished = reader.isFinished.load(ordering: .relaxed)
    #expect(isFinished)
  }

  @Test func `a pager that is left ends the result`() throws {
    let reader = Reader(reads: 1)
    let pager = Pager(terminal: MemorySink(), height: 2) { reader.pipe }
    try pager.write(Self.line + Self.line)
    #expect(throws: ClosedOutput.self) { try pager.write(Self.line) }
    #expect(throws: ClosedOutput.self) { try pager.write(Self.line) }
    #expect(pager.isLeft)
    try pager.finish()
  }

  @Test func `a pager that cannot be started is done without`() throws {
    let terminal = MemorySink()
    let pager = Pager(terminal: terminal, height: 2) { throw FileError("no shell") }
    for _ in 0..<3 { try pager.write(Self.line) }
    try pager.finish()
    #expect(terminal.text == "line\nline\nline\n")
  }

  @Test func `the environment chooses the pager`() {
    #expect(PagerCommand.text(["PAGER": "more"]) == "trap : INT; LESS=FRX; export LESS; more")
    #expect(
      PagerCommand.text(["PAGER": "more", "PINSTRIPE_PAGER": "less -S", "LESS": "R"])
        == "trap : INT; less -S")
    #expect(PagerCommand.text(["PAGER": "cat"]) == nil)
    #expect(PagerCommand.text(["PINSTRIPE_PAGER": "", "PAGER": "less"]) == nil)
    #expect(PagerCommand.text([:])?.contains("less") == true)
  }
}
