#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Questions of a run without a prompt, put to whoever is at the terminal.
package struct TerminalQuestion {
  private let input: Int32
  private let output: Int32

  /// Nil where nobody could see the question or answer it.
  package init?(input: Int32 = 0, output: Int32 = 2) {
    guard isatty(input) == 1, isatty(output) == 1 else { return nil }
    self.input = input
    self.output = output
  }

  /// Shows a question and waits for a line; what was typed before it is no answer to it.
  package func ask(_ question: String) -> LineInput {
    tcflush(input, TCIFLUSH)
    write(question)
    var line: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = read(input, &byte, 1)
      if count <= 0, line.isEmpty || count < 0 {
        // What is said next begins a line of its own.
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
    // A question that cannot be shown is answered by nobody.
    _ = bytes.withUnsafeBytes { systemWrite(output, $0.baseAddress, $0.count) }
  }
}

/// The system's `write`, which the method of that name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
