import Diagnostics

extension Parser {
  /// Takes `distinct` if it is not a name, that is, if a value follows it.
  mutating func acceptDistinct() -> Bool {
    note(.keyword(.distinct))
    guard keyword == .distinct, !startsLine(ahead: 1) else { return false }
    switch kind(ahead: 1) {
    case .word:
      let next = keyword(ahead: 1)
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
    guard keyword(ahead: count) == .not else { return false }
    let next = keyword(ahead: count + 1)
    return next != .in && next != .like && next != .between
  }
}
