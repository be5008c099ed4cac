import GRDB

/// A search of the index between two numbers.
struct SearchQuery {
  private let expression: ScopedExpression
  private let match: String
  /// The token of every object of the type, which a denial alone does not ask for.
  private let everything: String
  private let numbers: ClosedRange<Int64>
  private let isForward: Bool

  /// Nil where nothing can be found.
  init?(_ selection: Selection, _ type: String, _ wanted: SearchExpression, _ index: SearchIndex)
    throws
  {
    let wanted = wanted.simplified
    guard wanted != .nothing, let numbers = Self.numbers(selection) else { return nil }
    let number = { scope in try index.scopes.find(index.account, scope) ?? 0 }
    let any = SearchToken(type, .any)
    everything = try any.text(number)
    self.numbers = numbers
    isForward = selection.direction == .forward
    expression = try ScopedExpression(wanted, everything: any, number)
    match = expression.match(everything)
  }

  private static func numbers(_ selection: Selection) -> ClosedRange<Int64>? {
    var low = SearchIndex.Number.first(at: selection.sortKeys.lowerBound)
    var high = SearchIndex.Number.last(at: selection.sortKeys.upperBound)
    if let place = selection.place.map({ SearchIndex.Number($0).value }) {
      switch selection.direction {
      case .forward: high = min(high, place - 1)
      case .backward: low = max(low, place + 1)
      }
    }
    return low <= high ? low...high : nil
  }

  private static let condition =
    "search MATCH ? AND rowid BETWEEN ? AND ? AND rowid NOT IN (SELECT number FROM search_changes)"

  private var sql: String {
    "SELECT rowid FROM search WHERE \(Self.condition) ORDER BY rowid \(isForward ? "DESC" : "ASC")"
  }

  private static let countSQL =
    "SELECT count(*) FROM (SELECT 1 FROM search WHERE \(condition) LIMIT ?)"

  private var waitingSQL: String {
    "SELECT number, after FROM search_changes WHERE number BETWEEN ? AND ? AND after IS NOT NULL"
      + " ORDER BY number \(isForward ? "DESC" : "ASC")"
  }

  private var arguments: StatementArguments {
    [match, numbers.lowerBound, numbers.upperBound]
  }

  /// What is asked of the database.
  var all: [(sql: String, arguments: StatementArguments)] {
    [
      (sql, arguments), (Self.countSQL, arguments + [1]),
      (waitingSQL, [numbers.lowerBound, numbers.upperBound]),
    ]
  }

  /// The numbers of objects that match among those whose changes wait.
  private func waiting(_ database: Database) throws -> [Int64] {
    let statement = try database.cachedStatement(sql: waitingSQL)
    let rows = try Row.fetchCursor(
      statement, arguments: [numbers.lowerBound, numbers.upperBound])
    let whole = ScopedExpression.all([.phrase(everything), expression])
    var found: [Int64] = []
    while let row = try rows.next() {
      let text: String = row[1]
      if whole.holds(of: " \(text) ") { found.append(row[0]) }
    }
    return found
  }

  /// Calls back for every number that is found, in order, until told to stop.
  func eachNumber(_ database: Database, _ body: (Int64) throws -> Bool) throws {
    var waiting = try waiting(database)[...]
    let statement = try database.cachedStatement(sql: sql)
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      let number: Int64 = row[0]
      while let next = waiting.first, isForward ? next > number : next < number {
        waiting.removeFirst()
        guard try body(next) else { return }
      }
      guard try body(number) else { return }
    }
    for number in waiting { guard try body(number) else { return } }
  }

  func count(_ database: Database, upTo limit: Int) throws -> Int {
    let statement = try database.cachedStatement(sql: Self.countSQL)
    let settled = try Int.fetchOne(statement, arguments: arguments + [limit]) ?? 0
    return min(limit, try settled + waiting(database).count)
  }
}
