import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  mutating func checkedRead(
    _ verb: CheckedRead.Verb, _ statement: OperationStatement, _ target: ResolvedTarget
  ) -> CheckedRead? {
    let list = target.operation(.list)
    let retrieve = target.operation(.retrieve)
    let search = target.parents.isEmpty ? target.object.operation(.search) : nil
    // The rows of a nested list can be of another object than its name suggests.
    let object = (verb == .get ? retrieve : list ?? retrieve)?.object ?? target.object
    let parents = parentIDs(statement.target)
    var read = CheckedRead(
      verb: verb, object: object, retrieve: retrieve, list: list, search: search,
      parents: parents.compactMap { $0 }, ids: checkedIDs(statement.target),
      place: place(statement.span))
    guard hasOperation(read, target), hasParents(parents, target),
      fitsIDs(read, statement, target)
    else { return nil }
    if verb == .get || verb == .retrieve { read.count = resultCount(of: read.ids) }
    let count = log.count
    addCondition(statement, to: &read)
    if log.count == count { RouteChecker(log: log).check(read, statement, target) }
    addShape(statement.clauses, to: &read)
    ManyValueChecker(log: log).check(read, statement.clauses)
    UnseenFilterChecker(log: log).check(read, statement.clauses)
    addBounds(statement.clauses, to: &read)
    addDestination(statement.clauses, to: &read)
    expansions.addReach(to: &read)
    read.inner = inner
    return log.hasErrors(since: count) ? nil : read
  }

  private mutating func hasOperation(_ read: CheckedRead, _ target: ResolvedTarget) -> Bool {
    switch read.verb {
    case .get where read.retrieve == nil: alternatives.reportMissing(.get, target)
    case .list where read.list == nil: alternatives.reportMissing(.list, target)
    case .query where read.list == nil && read.search == nil && !read.object.isSingleton:
      alternatives.reportMissing(.query, target)
    case .retrieve where read.list == nil && read.search == nil && read.retrieve == nil:
      alternatives.reportMissing(.retrieve, target)
    case .get, .list, .query, .retrieve: return true
    }
    return false
  }

  private mutating func hasParents(_ parents: [Scalar?], _ target: ResolvedTarget) -> Bool {
    guard parents.contains(where: { $0 == nil }) else { return true }
    report(
      .missingParameter, "missing \(target.parents.last?.name ?? "object") id",
      at: target.span)
    return false
  }

  /// Returns true if the ids fit the verb: `get` requires them, except for singletons; `list` and
  /// `query` take none.
  private mutating func fitsIDs(
    _ read: CheckedRead, _ statement: OperationStatement, _ target: ResolvedTarget
  ) -> Bool {
    let takesID = read.retrieve.map { $0.pathParameters.count > read.parents.count } ?? false
    switch (read.verb, read.ids.isEmpty) {
    case (.get, true) where takesID:
      report(
        .missingParameter, "`get` requires the id of \(target.object.name.withArticle)",
        at: target.span,
        hint: "`list \(target.object.plural)` or `query \(target.object.plural)` for many")
      return false
    case (.get, false) where !takesID:
      report(
        .invalidValue, "`\(target.object.name)` takes no id: there is only one",
        at: target.span)
      return false
    case (.list, false), (.query, false):
      report(
        .invalidValue, "`\(statement.verb.rawValue)` takes no id", at: target.span,
        hint: "write `get \(target.object.name) …`")
      return false
    case (.get, _), (.retrieve, _), (.list, true), (.query, true):
      return true
    }
  }

  /// Returns the number of documents in the result for ids.
  func resultCount(of ids: [Scalar]) -> ResultCount {
    guard let id = ids.first, ids.count == 1 else { return ids.isEmpty ? .one : .many }
    switch shape(of: id) {
    case .unknown, .list, .typed(.any, _), .typed(.array, _), .typed(.union, _): return .byValue
    case .typed, .record: return .one
    }
  }

  private mutating func addCondition(_ statement: OperationStatement, to read: inout CheckedRead) {
    addVia(statement, to: &read)
    guard let clause = statement.clauses.condition else {
      if read.verb == .retrieve, read.ids.isEmpty {
        report(
          .missingCondition, "`retrieve` requires a `where` that selects one object",
          at: statement.verbSpan)
      }
      return
    }
    if read.verb == .list {
      read.filters = checkedFilters(clause.content, of: read)
    } else {
      read.condition = checkedTruth(clause.content, on: .rows(of: read.object))
    }
  }

  mutating func addVia(_ statement: OperationStatement, to read: inout CheckedRead) {
    guard let via = statement.clauses.via else { return }
    guard let choice = RouteChoice(rawValue: via.content.text.lowercased()) else {
      let names = RouteChoice.allCases.map(\.rawValue)
      report(
        .invalidValue, "unknown route `\(via.content.text)`", at: via.content.span,
        hint: suggestion(for: via.content.text, among: names),
        notes: ["use `via list` or `via search`"])
      return
    }
    let isThere = choice == .list ? read.list != nil : read.search != nil
    if !isThere {
      report(
        .notAvailable, "Stripe has no \(choice.rawValue) endpoint for \(read.object.plural)",
        at: via.span)
    }
    read.via = choice
  }

  /// Checks `limit`, `page size` and `expand`.
  private mutating func addBounds(_ clauses: Clauses, to read: inout CheckedRead) {
    read.limit = checkedBound(
      clauses.limit, 0...Int.max, "a limit must be a whole number, 0 or more")
    read.pageSize = checkedBound(
      clauses.pageSize, 1...100, "a page size must be from 1 to 100")
    read.crossings += expansions.checked(clauses.expand, of: read.object)
  }

  mutating func checkedBound(
    _ clause: Clause<Expression>?, _ range: ClosedRange<Int>, _ rule: String
  ) -> Scalar? {
    guard let clause, let scalar = checkedScalar(clause.content, on: .nothing) else { return nil }
    if let constant = scalar.constant {
      guard let number = constant.numeric?.integer, range.contains(number) else {
        report(.invalidValue, rule, at: clause.content.span)
        return nil
      }
    }
    return scalar
  }
}
