import Diagnostics

/// The binding strength of an expression, from the weakest to the strongest.
enum Precedence: Int, Comparable {
  case disjunction, conjunction, negation, predicate, sum, product, factor, operand

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension Typesetter {
  /// Returns an expression in a place where an operation needs no parentheses.
  mutating func value(_ expression: Expression) -> Layout {
    if case .operation(let operation) = expression.kind { return self.operation(operation) }
    if case .request(let request) = expression.kind { return self.request(request) }
    if case .path(let path) = expression.kind, path.isReadAsVerb {
      return parenthesized(expression)
    }
    return self.expression(expression)
  }

  /// Returns an expression, in parentheses if it binds less tightly than `least`.
  mutating func expression(
    _ expression: Expression, above least: Precedence = .disjunction
  ) -> Layout {
    expression.kind.precedence < least ? parenthesized(expression) : kind(expression)
  }

  mutating func operand(_ expression: Expression) -> Layout {
    self.expression(expression, above: .operand)
  }

  mutating func parenthesized(_ expression: Expression) -> Layout {
    let inner: Layout
    if case .operation(let operation) = expression.kind {
      inner = self.operation(operation)
    } else if case .request(let request) = expression.kind {
      inner = self.request(request)
    } else if case .path(let path) = expression.kind {
      inner = .text(Typesetter.text(of: path))
    } else {
      inner = kind(expression)
    }
    return .group(.text("("), .indented(.softLine, inner), .softLine, .text(")"))
  }

  private mutating func kind(_ expression: Expression) -> Layout {
    switch expression.kind {
    case .null: return .text("null")
    case .bool(let value): return .text(value ? "true" : "false")
    case .number(let text), .date(let text), .duration(let text, _): return .text(text)
    case .period(let period): return .text(period.text)
    case .string(let parts): return .text(string(parts))
    case .now: return .text("now")
    case .today: return .text("today")
    case .money(let currency, let amount): return .text(currency + " " + amount)
    case .path(let path): return path.isNot ? parenthesized(expression) : .text(pathText(path))
    case .variable(let name, let path, let isOptional):
      return .text(variable(name, path) + (isOptional ? "?" : ""))
    case .array(let elements):
      return bracketed(elements, in: ("[", "]"), at: expression.span, of: \.span) {
        $0.expression($1)
      }
    case .object(let body): return self.body(body)
    case .call(let function, let arguments, let isDistinct):
      if isDistinct, let argument = arguments.first {
        return function.text + "(distinct " + self.expression(argument, above: .sum) + ")"
      }
      return function.text + listed(arguments, from: function.span.end, to: expression.span.end)
    case .operation, .request: return parenthesized(expression)
    case .negative(let operand): return "-" + negated(operand)
    case .arithmetic(let sign, _, _): return chain(expression, of: sign.precedence)
    case .comparison(let sign, let left, let right):
      return self.expression(left, above: .sum) + " \(sign.rawValue) "
        + self.expression(right, above: .sum)
    case .like(let left, let pattern, let isNegated):
      return self.expression(left, above: .sum) + (isNegated ? " not like " : " like ")
        + self.expression(pattern, above: .sum)
    case .membership(let left, let candidates, let isNegated):
      return self.expression(left, above: .sum) + (isNegated ? " not in " : " in ")
        + among(candidates, from: left.span.end, to: expression.span.end)
    case .between(let left, let low, let high):
      return self.expression(left, above: .sum) + " between " + self.expression(low, above: .sum)
        + " and " + self.expression(high, above: .sum)
    case .nullTest(let left, let isNegated):
      return self.expression(left, above: .sum) + (isNegated ? " is not null" : " is null")
    case .all(let terms): return joined(terms, by: "and ", above: .negation)
    case .any(let terms): return joined(terms, by: "or ", above: .conjunction)
    case .not(let operand): return "not " + self.expression(operand, above: .negation)
    }
  }

  private func pathText(_ path: Path) -> String { Typesetter.text(of: path) }

  /// Returns the operand of a minus sign. A number keeps parentheses, so that `-(5)` does not turn
  /// into `-5`.
  private mutating func negated(_ expression: Expression) -> Layout {
    if case .number(let text) = expression.kind, !text.hasPrefix("-") {
      return parenthesized(expression)
    }
    return self.expression(expression, above: .factor)
  }

  /// Operators of one precedence and their operands; where they do not fit, each operator ends a
  /// line, because no statement is complete after an operator.
  private mutating func chain(_ expression: Expression, of precedence: Precedence) -> Layout {
    var first = expression
    var links: [(sign: ArithmeticOperator, term: Expression)] = []
    while case .arithmetic(let sign, let left, let right) = first.kind,
      sign.precedence == precedence
    {
      links.append((sign, right))
      first = left
    }
    var parts = [self.expression(first, above: precedence)]
    for link in links.reversed() {
      parts += [.text(" " + link.sign.rawValue), .line]
      parts.append(self.expression(link.term, above: precedence == .sum ? .product : .factor))
    }
    return .group(.indented(.sequence(parts)))
  }

  /// Returns terms joined by a connective. If they do not fit on one line, each line starts with
  /// it.
  private mutating func joined(
    _ terms: [Expression], by connective: String, above least: Precedence
  ) -> Layout {
    var parts: [Layout] = []
    var previousEnd: Int?
    for term in terms {
      if let previousEnd {
        parts += trailing(comments.takeTrailing(previousEnd, to: term.span.start))
        parts.append(.line)
        parts += leading(comments.take(from: previousEnd, to: term.span.start))
        parts.append(.text(connective))
      }
      parts.append(expression(term, above: least))
      parts += trailing(comments.take(from: term.span.start, to: term.span.end))
      previousEnd = term.span.end
    }
    return .group(.indented(.sequence(parts)))
  }

  /// Returns the right side of `in`: a list without parentheses, or candidates in parentheses.
  private mutating func among(_ candidates: [Expression], from start: Int, to end: Int) -> Layout {
    if candidates.count == 1, let only = candidates.first, only.kind.isListByItself {
      return kind(only)
    }
    return listed(candidates, from: start, to: end)
  }

  /// Returns values in parentheses. An operation needs parentheses of its own unless it is alone.
  private mutating func listed(_ values: [Expression], from start: Int, to end: Int) -> Layout {
    let isAlone = values.count == 1
    return bracketed(values, in: ("(", ")"), at: Span(start, end), of: \.span) {
      isAlone ? $0.value($1) : $0.expression($1)
    }
  }

  mutating func body(_ body: ObjectLiteral) -> Layout {
    bracketed(body.members, in: ("{", "}"), spaced: true, at: body.span, of: \.span) {
      Typesetter.key($1.key) + ": " + $0.expression($1.value)
    }
  }
}

extension ExpressionKind {
  var precedence: Precedence {
    switch self {
    case .any: .disjunction
    case .all: .conjunction
    case .not: .negation
    case .comparison, .like, .membership, .between, .nullTest: .predicate
    case .arithmetic(let sign, _, _): sign.precedence
    case .negative: .factor
    case .number(let text): text.hasPrefix("-") ? .factor : .operand
    case .null, .bool, .string, .date, .now, .today, .duration, .period, .money, .path, .variable,
      .array,
      .object, .call, .operation, .request:
      .operand
    }
  }
}

extension ArithmeticOperator {
  var precedence: Precedence {
    switch self {
    case .add, .subtract, .concatenate: .sum
    case .multiply, .divide, .remainder: .product
    }
  }
}

extension ExpressionKind {
  /// True if it can follow `in` without parentheses, as a list or a period can.
  fileprivate var isListByItself: Bool {
    switch self {
    case .variable, .array, .call, .period, .date, .today, .number: true
    case .null, .bool, .string, .now, .duration, .money, .path, .object, .operation, .request,
      .negative, .arithmetic, .comparison, .like, .membership, .between, .nullTest, .all, .any,
      .not:
      false
    }
  }
}

extension MemberLiteral {
  var span: Span { key.first.map { $0.span.joined(value.span) } ?? value.span }
}

extension Path {
  /// The word of a path that is one word only; nil for other paths.
  var word: String? { components.count == 1 ? components.first?.key : nil }

  /// True if the path is a word such as `get`, which would start an operation before another word.
  var isReadAsVerb: Bool {
    guard let keyword = word.flatMap(Keyword.init(word:)) else { return false }
    return keyword.role == .verb || keyword == .request
  }

  /// True if the path is a field named `not`.
  var isNot: Bool { word.flatMap(Keyword.init(word:)) == .not }
}
