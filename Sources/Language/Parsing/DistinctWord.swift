import Diagnostics

extension Parser {
  /// Takes `distinct` if it is not a name, that is, if a value follows it.
  mutating func acceptDistinct() -> Bool {
    note(.keyword(.distinct))
    guard keyword == .distinct, !startsLine(ahead: 1) else { return false }
    switch token(ahead: 1).kind {
    case .word:
      guard token(ahead: 1).keyword?.role != .operator, token(ahead: 1).keyword != .as else {
        return false
      }
    case .variable, .number, .date, .duration, .period, .string, .mark(.openParenthesis),
      .mark(.openBracket), .mark(.openBrace):
      break
    case .mark, .shellCommand, .malformed, .end: return false
    }
    takeKeyword()
    return true
  }
}
