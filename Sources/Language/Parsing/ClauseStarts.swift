import Diagnostics

extension Parser {
  /// True if the current word starts a clause; `order` does so only before `by`.
  var startsClause: Bool {
    guard let keyword, keyword.role == .clause else { return false }
    guard let companion = keyword.companion else { return true }
    let next = token(ahead: 1)
    if next.kind == .end, expectations != nil { return true }
    return next.keyword == companion && !startsLine(ahead: 1)
  }

  /// Returns the kind of the clause that starts here; nil if none does.
  mutating func clauseKind(besides clauses: Clauses) -> ClauseKind? {
    note(
      ClauseKind.allCases.filter { clauses.span(of: $0) == nil }
        .compactMap { Keyword(rawValue: $0.rawValue) })
    return startsClause ? keyword.flatMap { ClauseKind(rawValue: $0.rawValue) } : nil
  }
}
