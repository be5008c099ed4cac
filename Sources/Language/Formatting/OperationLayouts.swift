import Diagnostics

extension Typesetter {
  mutating func request(_ request: RequestStatement) -> Layout {
    let head = "request \(request.method.text) " + expression(request.path, above: .sum)
    guard let body = request.body else { return head }
    return head + " " + self.body(body)
  }

  mutating func operation(_ operation: OperationStatement) -> Layout {
    let outer = writesBareVariables
    writesBareVariables = false
    defer { writesBareVariables = outer }
    let head = self.head(operation)
    let attached = attachedComments(operation, from: operation.headEnd)
    let clauses = clauseItems(operation).map { item in
      commented(item.layout, attached[item.span.start])
    }
    let start = Layout.sequence([head] + trailing(attached[-1]?.trailing ?? []))
    guard let body = operation.body else {
      return .group(start, .indented(.sequence(clauses.flatMap { [.line, $0] })))
    }
    let members = commented(self.body(body), attached[body.span.start])
    let isPlain = attached[body.span.start]?.leading.isEmpty ?? true
    let broken = start + .indented(.sequence((clauses + [members]).flatMap { [.hardLine, $0] }))
    guard isPlain, !start.breaks, !clauses.contains(where: \.breaks) else { return broken }
    let flat = Layout.sequence([start] + clauses.flatMap { [.text(" "), Layout.flat($0)] })
    return clauses.isEmpty ? flat + " " + members : .choice(flat + " " + members, broken)
  }

  /// Returns the comments around the clauses and the body, by the offset where each clause starts;
  /// -1 is the key of the head.
  private mutating func attachedComments(
    _ operation: OperationStatement, from headEnd: Int
  ) -> [Int: Attached] {
    var spans = ClauseKind.allCases.compactMap { operation.clauses.span(of: $0) }
    if let body = operation.body { spans.append(body.span) }
    var attached: [Int: Attached] = [:]
    var (previous, previousEnd) = (-1, headEnd)
    for span in spans.sorted(by: { $0.start < $1.start }) {
      attached[previous, default: Attached()].trailing +=
        comments.takeTrailing(previousEnd, to: span.start)
      attached[span.start, default: Attached()].leading +=
        comments.take(from: previousEnd, to: span.start)
      (previous, previousEnd) = (span.start, span.end)
    }
    return attached
  }

  private func commented(_ layout: Layout, _ attached: Attached?) -> Layout {
    guard let attached else { return layout }
    return .sequence(leading(attached.leading) + [layout] + trailing(attached.trailing))
  }

  private mutating func head(_ operation: OperationStatement) -> Layout {
    let target = operation.target
    var parts = [operation.verb.rawValue, operation.action?.text, target.object.text]
      .compactMap { $0 }.joined(separator: " ")
    var head = Layout.text(parts)
    if let first = target.ids.first, let last = target.ids.last {
      let ids = row(target.ids, from: first.span.start, to: last.span.end, span: \.span) {
        $0.id($1)
      }
      head = .group(head, .text(" "), .indented(ids))
    }
    for parent in target.parents {
      parts = " of " + parent.object.text
      head = head + parts + (parent.id.map { " " + id($0) } ?? .empty)
    }
    return head
  }

  /// Returns an id. Any word can be an id there, without parentheses: `get invoice not`.
  private mutating func id(_ expression: Expression) -> Layout {
    guard case .path(let path) = expression.kind else { return operand(expression) }
    return .text(pathText(path))
  }

  /// Returns the clauses in their canonical order.
  private mutating func clauseItems(_ operation: OperationStatement) -> [Item] {
    ClauseKind.allCases.compactMap { kind in
      guard let span = operation.clauses.span(of: kind) else { return nil }
      let layout = Layout.group(clause(kind, of: operation))
      let stray = comments.take(from: span.start, to: span.end)
      return Item(layout: .sequence([layout] + trailing(stray)), span: span)
    }
  }

  private mutating func clause(_ kind: ClauseKind, of operation: OperationStatement) -> Layout {
    let clauses = operation.clauses
    switch kind {
    case .from: return from(clauses)
    case .by: return .text("by " + (clauses.key.map { pathText($0.content) } ?? ""))
    case .where: return clauses.condition.map { "where " + expression($0.content) } ?? .empty
    case .via: return .text("via " + (clauses.via?.content.text ?? ""))
    case .select:
      let words = clauses.select?.content.isDistinct == true ? "select distinct " : "select "
      return clauseRow(words, clauses.select?.items, span: \.span) { $0.selectItem($1) }
    case .group:
      return clauseRow("group by ", clauses.groupBy, span: \.span) { $0.expression($1) }
    case .having: return clauses.having.map { "having " + expression($0.content) } ?? .empty
    case .order:
      return clauseRow("order by ", clauses.orderBy, span: \.expression.span) { $0.orderItem($1) }
    case .limit:
      return clauses.limit.map { "limit " + expression($0.content, above: .sum) } ?? .empty
    case .page:
      return clauses.pageSize.map { "page size " + expression($0.content, above: .sum) } ?? .empty
    case .expand:
      return clauseRow("expand ", clauses.expand, span: \.span) { .text($0.pathText($1)) }
    case .chart: return .text("chart")
    case .into:
      return clauses.destination.map { into($0.content) } ?? .empty
    }
  }

  private mutating func clauseRow<Element>(
    _ words: String, _ clause: Clause<[Element]>?, span: (Element) -> Span,
    _ layout: (inout Typesetter, Element) -> Layout
  ) -> Layout {
    guard let clause, let first = clause.content.first else { return .empty }
    let row = self.row(
      clause.content, from: span(first).start, to: clause.span.end, span: span, layout)
    return words + .indented(row)
  }

  private mutating func into(_ destination: Destination) -> Layout {
    let address = "into " + expression(destination.address, above: .sum)
    guard let table = destination.table else { return address }
    return address + " table " + expression(table, above: .sum)
  }

  private func pathText(_ path: Path) -> String { Typesetter.text(of: path) }

  private mutating func selectItem(_ item: SelectItem) -> Layout {
    expression(item.expression) + (item.alias.map { " as " + $0.text } ?? "")
  }

  private mutating func orderItem(_ item: OrderItem) -> Layout {
    expression(item.expression) + (item.isDescending ? " desc" : "")
  }

  /// Returns a `from` clause. An operation in it needs parentheses if it would absorb what follows.
  private mutating func from(_ clauses: Clauses) -> Layout {
    guard case .expression(let rows)? = clauses.from?.content else { return .text("from stdin") }
    var others = clauses
    others.from = nil
    var needsParentheses = false
    if case .operation(let operation) = rows.kind {
      needsParentheses = !operation.verb.isRead || others != Clauses()
    } else if case .request = rows.kind {
      needsParentheses = true
    } else if case .path(let path) = rows.kind {
      needsParentheses = path.word.map(Keyword.init(word:)) == .stdin
    }
    return "from " + (needsParentheses ? parenthesized(rows) : value(rows))
  }
}

extension Clause<Selection> {
  fileprivate var items: Clause<[SelectItem]> { Clause<[SelectItem]>(content.items, at: span) }
}

extension SelectItem {
  fileprivate var span: Span {
    alias.map { expression.span.joined($0.span) } ?? expression.span
  }
}

extension OperationStatement {
  /// The byte offset after the verb, the object, the ids and the parents.
  fileprivate var headEnd: Int {
    let ids = target.ids.map(\.span.end)
    let parents = target.parents.map { ($0.id?.span ?? $0.object.span).end }
    return (ids + parents + [target.object.span.end]).max() ?? target.object.span.end
  }
}

extension Layout {
  /// Returns the layout on one line, where that is possible.
  fileprivate static func flat(_ layout: Layout) -> Layout {
    .text(LayoutPrinter.printFlat(layout))
  }
}
