import Diagnostics

extension Typesetter {
  mutating func program(_ statements: [Statement], end: Int) -> Layout {
    lines(statements, from: -1, to: end, besides: []).map { .sequence($0) } ?? .empty
  }

  /// Returns statements and comments on lines of their own, with single empty lines kept; nil if
  /// there are none. The comments in `stray` come first.
  private mutating func lines(
    _ statements: [Statement], from start: Int, to end: Int, besides stray: [Comment]
  ) -> [Layout]? {
    var parts: [Layout] = []
    var lastLine: Int?
    func add(_ layout: Layout, _ first: Int? = nil, _ last: Int? = nil) {
      if let lastLine, let first, first > lastLine + 1 {
        parts.append(.blankLine)
      } else if !parts.isEmpty {
        parts.append(.hardLine)
      }
      parts.append(layout)
      lastLine = last ?? lastLine
    }
    for comment in stray { add(.comment(comment)) }
    var previousEnd = start
    for statement in statements {
      for comment in comments.take(from: previousEnd, to: statement.span.start) {
        let line = comments.line(of: comment.span.start)
        add(.comment(comment), line, line)
      }
      let body = self.statement(statement)
      let inside = comments.take(from: statement.span.start, to: statement.span.end)
      let behind = comments.takeTrailing(statement.span.end, to: end)
      add(
        .sequence([body] + trailing(behind)), comments.line(of: statement.span.start),
        comments.line(of: statement.span.end))
      for comment in inside { add(.comment(comment)) }
      previousEnd = statement.span.end
    }
    for comment in comments.take(from: previousEnd, to: end) {
      let line = comments.line(of: comment.span.start)
      add(.comment(comment), line, line)
    }
    return parts.isEmpty ? nil : parts
  }

  mutating func statement(_ statement: Statement) -> Layout {
    switch statement.kind {
    case .operation(let operation): self.operation(operation)
    case .request(let request): self.request(request)
    case .assignment(let name, let value): "let \(name.text) = " + self.value(value)
    case .loop(let name, let rows, let body):
      .group(loop(name, rows, body, from: statement.span.start))
    case .conditional(let branches, let otherwise):
      .group(conditional(branches, otherwise, from: statement.span.start))
    case .assertion(let condition, let message):
      .group("assert " + expression(condition), assertionMessage(message))
    case .print(let value): "print " + self.value(value)
    case .include(let path): "include " + expression(path)
    case .use(let profile): .text("use " + Typesetter.profile(profile.text))
    case .setting(let name, let value): "set \(name.text) = " + self.value(value)
    case .show(let topic): .text("show " + topic.text)
    case .describe(let verb, let object):
      .text("describe " + (verb.map { $0.text + " " } ?? "") + object.text)
    case .explain(let analyzes, let inner):
      (analyzes ? "explain analyze " : "explain ") + self.statement(inner)
    case .testConnection: .text("test connection")
    case .help(let topic): .text("help" + (topic.map { " " + $0.text } ?? ""))
    case .exit(let code): code.map { "exit " + expression($0) } ?? .text("exit")
    }
  }

  private mutating func assertionMessage(_ message: Expression?) -> Layout {
    guard let message else { return .empty }
    return "," + Layout.indented(.line, expression(message))
  }

  private static func profile(_ name: String) -> String {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let isPlain = parts.dropFirst().allSatisfy { Typesetter.isWord("_" + $0) && !$0.isEmpty }
    return isPlain && Typesetter.isWord(String(parts[0])) ? name : quoted(name)
  }

  private mutating func loop(
    _ name: Name, _ rows: Expression, _ body: Block, from start: Int
  ) -> Layout {
    let head = "for \(name.text) in " + value(rows)
    return block(body, after: head, from: start)
  }

  private mutating func conditional(
    _ branches: [ConditionalBranch], _ otherwise: Block?, from start: Int
  ) -> Layout {
    var parts: [Layout] = []
    var end = start
    for branch in branches {
      let head = (parts.isEmpty ? "if " : " else if ") + value(branch.condition)
      parts.append(block(branch.body, after: head, from: end))
      end = branch.body.span.end
    }
    if let otherwise { parts.append(block(otherwise, after: .text(" else"), from: end)) }
    return .sequence(parts)
  }

  /// Returns a block after its header. Comments of the header move into the block.
  private mutating func block(_ block: Block, after head: Layout, from start: Int) -> Layout {
    let stray = comments.take(from: start, to: block.span.start)
    let firstStart = block.statements.first?.span.start ?? block.span.end
    let opening = trailing(comments.takeTrailing(block.span.start, to: firstStart))
    let inner = lines(
      block.statements, from: block.span.start, to: block.span.end - 1, besides: stray)
    let header = Layout.group(head, .line, .text("{"))
    guard let inner else {
      return .sequence([header] + opening + [opening.isEmpty ? .text("}") : .hardLine + "}"])
    }
    let edge = block.isSimple ? Layout.line : .hardLine
    return .sequence([header] + opening + [.indented(edge, .sequence(inner)), edge, .text("}")])
  }
}

extension Block {
  /// True if the block can be on one line: it is empty, or a single statement without a block.
  fileprivate var isSimple: Bool {
    guard statements.count == 1, let only = statements.first else { return statements.isEmpty }
    switch only.kind {
    case .loop, .conditional: return false
    case .operation, .request, .assignment, .assertion, .print, .include, .use, .setting, .show,
      .describe, .explain, .testConnection, .help, .exit:
      return true
    }
  }
}
