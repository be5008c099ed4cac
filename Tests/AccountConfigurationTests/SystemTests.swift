import Synchronization
import Testing

@testable import AccountConfiguration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Commands and files of the system")
struct SystemTests {
  private func run(
    _ command: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    timeout: Duration = .seconds(3600)
  ) throws(KeyCommandError) -> String {
    try SystemKeyCommand(environment: environment, timeout: timeout, complain: { _ in })
      .run(.shell(command))
  }

  @Test("a command's output is taken, with the environment it is given")
  func output() throws {
    #expect(try run("echo one; echo two") == "one\ntwo\n")
    #expect(try run("echo $KEY", environment: ["KEY": "x y"]) == "x y\n")
    #expect(try run("cat") == "", "standard input must be empty")
    #expect(try run("printf ''") == "")
  }

  @Test("a command that fails gives its exit code and nothing it printed")
  func failure() {
    let failed = #expect(throws: KeyCommandError.failed(status: 3)) {
      try run("echo NeverShown; exit 3")
    }
    #expect(failed.map { "\($0)" } == "the command failed (exit 3)")
    #expect(throws: KeyCommandError.failed(status: 127)) { try run("no-such-program 2>/dev/null") }
    #expect(throws: KeyCommandError.killed(signal: SIGKILL)) { try run("kill -9 $$") }
    #expect(throws: KeyCommandError.notStarted(program: "/no/such")) {
      try SystemKeyCommand(environment: [:]) { _ in }
        .run(KeyCommand(arguments: ["/no/such"]))
    }
    #expect(throws: KeyCommandError.notStarted(program: "")) {
      try SystemKeyCommand(environment: [:]) { _ in }.run(KeyCommand(arguments: []))
    }
  }

  @Test("complaints are passed on without keys, however they come in pieces")
  func complaints() throws {
    let heard = Mutex("")
    let command = """
      printf 'one sk_test_51Nev' >&2; printf 'erShown00\\ntwo: ' >&2; printf 'sk_live_51Never' >&2
      printf 'Shown' >&2; echo sk_test_51NeverShown00; head -c 300000 /dev/zero | tr '\\0' x >&2
      """
    let runner = SystemKeyCommand(environment: ["PATH": "/usr/bin:/bin"]) { text in
      heard.withLock { $0 += text }
    }
    #expect(try runner.run(.shell(command)) == "sk_test_51NeverShown00\n")
    let text = heard.withLock { String($0.prefix(60)) }
    #expect(text.hasPrefix("one sk_test_**************\ntwo: sk_live_"), "\(text)")
    #expect(!heard.withLock { $0.contains("Shown") })
    #expect(heard.withLock(\.utf8.count) > 300_000)
  }

  @Test("a command that does not end is ended, also one that does not listen")
  func timeout() {
    #expect(throws: KeyCommandError.timedOut) { try run("exec sleep 60", timeout: .zero) }
    #expect(throws: KeyCommandError.timedOut) {
      try run("trap '' TERM; while :; do :; done", timeout: .zero)
    }
  }

  @Test("a command that closes its output and goes on is waited for no longer than the time")
  func closedOutput() {
    #expect(throws: KeyCommandError.timedOut) {
      try run("exec >&-; exec sleep 60", timeout: .milliseconds(50))
    }
  }

  @Test("a process left behind does not hold the answer up")
  func leftBehind() throws {
    let output = try run("sleep 3600 & echo $!")
    let process = try #require(pid_t(output.dropLast()))
    // It is still there, so that nobody has waited for its end.
    #expect(kill(process, 0) == 0)
    kill(process, SIGKILL)
  }

  @Test("more output than any key has is refused")
  func flood() {
    #expect(throws: KeyCommandError.tooMuchOutput) { try run("cat /dev/zero 2>/dev/null") }
  }

  @Test("a file is read with its permissions, and one that is not there is none")
  func files() throws {
    var template = Array("/tmp/pinstripe-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    _ = write(descriptor, "a = 1", 5)
    close(descriptor)
    #expect(try FileText.read(path) == FileText(text: "a = 1", isPrivate: true))
    chmod(path, 0o602)
    #expect(try FileText.read(path)?.isWritableByAll == true)
    for mode: mode_t in [0o640, 0o604, 0o620, 0o644] {
      chmod(path, mode)
      #expect(try FileText.read(path)?.isPrivate == false)
    }
    #expect(try FileText.read("\(path).not") == nil)
    #expect(try FileText.read("\(path)/below") == nil)
    #expect(throws: FileError("it is not a regular file")) { try FileText.read("/tmp") }
    #expect(throws: FileError("it is not a regular file")) { try FileText.read("/dev/zero") }
  }
}
