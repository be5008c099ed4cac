import Redaction

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe from a child process: the child writes, we read.
struct KeyCommandPipe {
  private let reading: CInt
  let writing: CInt
  /// True if more output may come.
  private(set) var isOpen: Bool

  /// Creates a pipe. If the system refuses, it is closed from the start.
  init() {
    var ends: [CInt] = [-1, -1]
    isOpen = pipe(&ends) == 0
    reading = ends.first ?? -1
    writing = ends.last ?? -1
    for end in ends where isOpen { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  /// The event to poll for; none if the pipe is closed.
  var request: pollfd { pollfd(fd: isOpen ? reading : -1, events: Int16(POLLIN), revents: 0) }

  /// Reads the output that is available; empty at the end, and then the pipe is closed.
  mutating func read() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { systemRead(reading, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { return [] }
    isOpen = count > 0
    return Array(buffer.prefix(max(0, count)))
  }

  func closeReading() { if reading >= 0 { close(reading) } }
  func closeWriting() { if writing >= 0 { close(writing) } }
}

/// The standard error of a command, passed on line by line with keys masked; a question at its end
/// is passed on at once.
struct ComplaintText {
  var bytes: [UInt8] = []

  mutating func pass(to complain: (String) -> Void, isEnd: Bool) {
    let lineFeed = UInt8(ascii: "\n")
    let isWhole = isEnd || bytes.last == lineFeed || bytes.last == UInt8(ascii: " ")
    let end = isWhole ? bytes.count : bytes.lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
    guard end > 0 else { return }
    complain(SecretMask.masked(String(decoding: bytes.prefix(end), as: UTF8.self)))
    bytes.removeFirst(end)
  }
}

/// Calls the system's `read`, which a method of that name hides.
private func systemRead(_ file: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}
