import Diagnostics

extension Parser {
  /// Takes `distinct` if it is not a name, that is, if a value follows it.
  mutating func acceptDistinct() -> Bool {
    note(.keyword(.distinct))
    guard keyword == .distinct, !startsLine(ahead: 1) else { return false }
    switch token(ahead: 1).kind {
    case .word:
      let next = token(ahead: 1).keyword
      guard next?.role != .operator || startsNegation(ahead: 1), next != .as else {
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
  /// True if a `not` negates what follows it and is not a part of `not in` and the like.
  private func startsNegation(ahead count: Int) -> Bool {
    guard token(ahead: count).keyword == .not else { return false }
    let next = token(ahead: count + 1).keyword
    return next != .in && next != .like && next != .between
  }
}
