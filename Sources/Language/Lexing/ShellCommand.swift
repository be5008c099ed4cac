import Diagnostics

extension Lexer {
  /// Reads `| jq .total`: everything to the end of the line, including line ends in shell quotes.
  mutating func shellCommand() -> Token {
    let start = position
    position += 1
    var quote: UInt8?
    while let byte = byte() {
      if byte == UInt8(ascii: "\n"), quote == nil { break }
      if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") { position += 1 }
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      }
      position += 1
    }
    position = min(position, bytes.count)
    let command = trimmed(from: start + 1, to: position)
    if command.isEmpty || quote != nil {
      let problem = LexicalProblem(
        command.isEmpty ? "a command is missing after `|`" : "this command's quote is not closed",
        isUnfinished: true)
      return token(.malformed(problem), from: start)
    }
    return token(.shellCommand, from: start, text: command)
  }

  private func trimmed(from start: Int, to end: Int) -> String {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
    let content = bytes[start..<end].drop(while: blanks.contains)
    let length = content.reversed().drop(while: blanks.contains).count
    return String(decoding: content.prefix(length), as: UTF8.self)
  }
}
