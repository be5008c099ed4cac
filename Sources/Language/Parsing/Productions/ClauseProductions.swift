import Diagnostics

extension Parser {
  /// `clause ::= from-clause | where-clause | via-clause | …`, each at most once
  mutating func clause(_ kind: ClauseKind, of clauses: inout Clauses) throws(SyntaxError) {
    if clauses.span(of: kind) != nil {
      report("`\(kind.rawValue)` is given twice", at: token.span)
    }
    switch kind {
    case .from: clauses.from = try spanned { p throws(SyntaxError) in try p.fromClause() }
    case .by: clauses.key = try spanned { p throws(SyntaxError) in try p.byClause() }
    case .where: clauses.condition = try spanned { p throws(SyntaxError) in try p.whereClause() }
    case .via: clauses.via = try spanned { p throws(SyntaxError) in try p.viaClause() }
    case .select: clauses.select = try spanned { p throws(SyntaxError) in try p.selectClause() }
    case .group: clauses.groupBy = try spanned { p throws(SyntaxError) in try p.groupByClause() }
    case .having: clauses.having = try spanned { p throws(SyntaxError) in try p.havingClause() }
    case .order: clauses.orderBy = try spanned { p throws(SyntaxError) in try p.orderByClause() }
    case .limit: clauses.limit = try spanned { p throws(SyntaxError) in try p.limitClause() }
    case .page: clauses.pageSize = try spanned { p throws(SyntaxError) in try p.pageSizeClause() }
    case .expand: clauses.expand = try spanned { p throws(SyntaxError) in try p.expandClause() }
    case .chart: clauses.chart = try spanned { p throws(SyntaxError) in p.chartClause() }
    case .into:
      clauses.destination = try spanned { p throws(SyntaxError) in try p.intoClause() }
    }
  }

  private mutating func spanned<Content>(
    _ read: (inout Parser) throws(SyntaxError) -> Content
  ) throws(SyntaxError) -> Clause<Content> {
    let start = start
    takeKeyword()
    let content = try read(&self)
    return Clause(content, at: Span(start, lastEnd))
  }

  /// `from-clause ::= "from" ( "stdin" | value )`
  mutating func fromClause() throws(SyntaxError) -> BodySource {
    note(.file)
    if accept(.stdin) {
      continues = false
      return .standardInput
    }
    return .expression(try value())
  }

  /// `by-clause ::= "by" path`
  mutating func byClause() throws(SyntaxError) -> Path {
    noteField()
    return try path()
  }

  /// `where-clause ::= "where" expression`
  mutating func whereClause() throws(SyntaxError) -> Expression {
    try expression()
  }

  /// `via-clause ::= "via" WORD`
  mutating func viaClause() throws(SyntaxError) -> Name {
    note(.route)
    return try name("`list` or `search` after `via`")
  }

  /// `select-clause ::= "select" "distinct"? select-item ( "," select-item )*`
  mutating func selectClause() throws(SyntaxError) -> Selection {
    let isDistinct = acceptDistinct()
    var items = [try selectItem()]
    while accept(.comma) { items.append(try selectItem()) }
    return Selection(items, isDistinct: isDistinct)
  }

  /// `select-item ::= expression ( "as" WORD )?`
  mutating func selectItem() throws(SyntaxError) -> SelectItem {
    noteField()
    guard !at(.star) else {
      throw unexpected("a field after `select`", hint: "omit `select` to get whole objects")
    }
    let expression = try item()
    let alias = accept(.as) ? try name("a name after `as`") : nil
    return SelectItem(expression: expression, alias: alias)
  }

  /// `group-by-clause ::= "group" "by" expression ( "," expression )*`
  mutating func groupByClause() throws(SyntaxError) -> [Expression] {
    try expect(.by, "after `group`")
    var keys: [Expression] = []
    repeat {
      noteField()
      keys.append(try item())
    } while accept(.comma)
    return keys
  }

  /// `having-clause ::= "having" expression`
  mutating func havingClause() throws(SyntaxError) -> Expression {
    try expression()
  }

  /// `order-by-clause ::= "order" "by" order-item ( "," order-item )*`
  mutating func orderByClause() throws(SyntaxError) -> [OrderItem] {
    try expect(.by, "after `order`")
    var items = [try orderItem()]
    while accept(.comma) { items.append(try orderItem()) }
    return items
  }

  /// `order-item ::= expression ( "asc" | "desc" )?`
  mutating func orderItem() throws(SyntaxError) -> OrderItem {
    noteField()
    let expression = try item()
    let isDescending = accept(.desc)
    if isDescending || accept(.asc) { continues = false }
    return OrderItem(expression: expression, isDescending: isDescending)
  }

  /// `limit-clause ::= "limit" sum`
  mutating func limitClause() throws(SyntaxError) -> Expression {
    try sum()
  }

  /// `page-size-clause ::= "page" "size" sum`
  mutating func pageSizeClause() throws(SyntaxError) -> Expression {
    try expect(.size, "after `page`")
    return try sum()
  }

  /// `expand-clause ::= "expand" path ( "," path )*`
  mutating func expandClause() throws(SyntaxError) -> [Path] {
    try paths()
  }

  /// `chart-clause ::= "chart"`
  mutating func chartClause() -> ChartMark {
    continues = false
    return ChartMark()
  }

  /// `into-clause ::= "into" sum ( "table" sum )?`
  mutating func intoClause() throws(SyntaxError) -> Destination {
    note(.file)
    let address = try sum()
    return Destination(address, table: accept(.table) ? try sum() : nil)
  }

  /// An expression, or a field called `not` where nothing follows that could be negated.
  private mutating func item() throws(SyntaxError) -> Expression {
    keyword == .not && isLastOfItem ? try sum() : try expression()
  }

  /// True if an item ends after the word here.
  private var isLastOfItem: Bool {
    let next = token(ahead: 1)
    if next.kind == .end { return expectations == nil }
    guard next.kind == .word, !startsLine(ahead: 1) else { return startsLine(ahead: 1) }
    return next.keyword.map { $0.role == .clause || [.as, .asc, .desc].contains($0) } ?? false
  }

  private mutating func paths() throws(SyntaxError) -> [Path] {
    noteField()
    var paths = [try path()]
    while accept(.comma) {
      noteField()
      paths.append(try path())
    }
    return paths
  }
}
