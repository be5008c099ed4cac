extension ExpressionKind {
  /// True if it is a condition: a comparison, a test, or several of them joined.
  package var isCondition: Bool {
    switch self {
    case .comparison, .like, .membership, .between, .nullTest, .all, .any, .not: true
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .path,
      .variable, .array, .object, .call, .operation, .request, .negative, .arithmetic:
      false
    }
  }
}

extension Expression {
  /// The direct subexpressions, without those in the clauses of operations.
  package var parts: [Expression] {
    switch kind {
    case .null, .bool, .number, .date, .now, .today, .duration, .period, .money, .path, .variable,
      .operation, .request:
      []
    case .string(let parts):
      parts.compactMap { part in
        switch part {
        case .text: nil
        case .interpolation(let expression): expression
        }
      }
    case .array(let parts), .all(let parts), .any(let parts), .call(_, let parts, _): parts
    case .object(let literal): literal.members.map(\.value)
    case .negative(let part), .not(let part), .nullTest(let part, _): [part]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .like(let left, let right, _):
      [left, right]
    case .membership(let subject, let candidates, _): [subject] + candidates
    case .between(let subject, let low, let high): [subject, low, high]
    }
  }

  /// Returns true if a condition is true of the expression or of any subexpression.
  package func contains(where condition: (Expression) -> Bool) -> Bool {
    condition(self) || parts.contains { $0.contains(where: condition) }
  }
}
