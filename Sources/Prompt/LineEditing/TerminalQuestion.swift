#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks questions at the terminal during a run without a prompt.
package struct TerminalQuestion {
  private let input: Int32
  private let output: Int32

  /// Creates a source of questions, or nil if one of the descriptors is not a terminal.
  package init?(input: Int32 = 0, output: Int32 = 2) {
    guard isatty(input) == 1, isatty(output) == 1 else { return nil }
    self.input = input
    self.output = output
  }

  /// Shows a question and waits for a line; earlier input is discarded.
  package func ask(_ question: String) -> LineInput {
    tcflush(input, TCIFLUSH)
    write(question)
    var line: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = read(input, &byte, 1)
      if count <= 0, line.isEmpty || count < 0 {
        // The next message starts on a new line.
        write("\n")
        return count < 0 ? .interrupted : .endOfInput
      }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    return .line(String(decoding: line, as: UTF8.self))
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    // If the question cannot be shown, there will be no answer to it either.
    _ = bytes.withUnsafeBytes { systemWrite(output, $0.baseAddress, $0.count) }
  }
}

/// Calls the system's `write`, whose name the method of this type hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
