import Diagnostics
import Expressions
import HTTP
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks an operation by its verb; nil after a report.
  mutating func checkedOperation(_ statement: OperationStatement) -> CheckedOperation? {
    let outer = (inner, aggregates, aliases, addsElements)
    (inner, aggregates, aliases, addsElements) = ([], nil, [:], false)
    defer { (inner, aggregates, aliases, addsElements) = outer }
    guard let target = targets.resolve(statement.target), refuseForeignClauses(statement) else {
      return nil
    }
    switch statement.verb {
    case .get: return checkedRead(.get, statement, target).map(CheckedOperation.read)
    case .retrieve: return checkedRead(.retrieve, statement, target).map(CheckedOperation.read)
    case .list: return checkedRead(.list, statement, target).map(CheckedOperation.read)
    case .query: return checkedRead(.query, statement, target).map(CheckedOperation.read)
    case .create: return checkedWrite(.create, statement, target).map(CheckedOperation.write)
    case .update: return checkedWrite(.update, statement, target).map(CheckedOperation.write)
    case .upsert: return checkedWrite(.upsert, statement, target).map(CheckedOperation.write)
    case .delete: return checkedWrite(.delete, statement, target).map(CheckedOperation.write)
    case .execute: return checkedWrite(.execute, statement, target).map(CheckedOperation.write)
    }
  }

  mutating func checkedRequest(_ request: RequestStatement, at span: Span) -> CheckedRequest? {
    let outer = inner
    inner = []
    defer { inner = outer }
    let word = request.method.text.uppercased()
    guard let method = HTTPMethod(rawValue: word) else {
      let methods = HTTPMethod.allCases.map(\.rawValue)
      report(
        .invalidValue, "`\(request.method.text)` is not a method of Stripe's API",
        at: request.method.span, hint: suggestion(for: word, among: methods),
        notes: ["supported methods: \(methods.joined(separator: ", "))"])
      return nil
    }
    guard let path = checkedScalar(request.path, on: .nothing) else { return nil }
    if let text = path.constant?.string, !text.hasPrefix("/v1/"), !text.hasPrefix("/v2/") {
      report(
        .invalidValue, "a path must start with `/v1/` or `/v2/`", at: request.path.span)
      return nil
    }
    var body: Scalar?
    if let literal = request.body {
      guard
        let checked = checkedScalar(Expression(.object(literal), at: literal.span), on: .nothing)
      else { return nil }
      guard !refuseEmpty(in: checked, of: method, at: literal.span) else { return nil }
      body = checked
    }
    guard !refuseFile(at: path, method, request.path.span) else { return nil }
    return CheckedRequest(method: method, path: path, body: body, inner: inner, place: place(span))
  }

  /// Returns true and reports a request that sends or returns the bytes of a file.
  private mutating func refuseFile(at path: Scalar, _ method: HTTPMethod, _ span: Span) -> Bool {
    guard let path = path.sketchedPath,
      let operation = Operation.aboutFile(method, path)
    else { return false }
    return refuseFile(operation, at: span)
  }

  /// Returns true and reports an empty list or map in a query, as far as the body is known.
  private mutating func refuseEmpty(
    in body: Scalar, of method: HTTPMethod, at span: Span
  ) -> Bool {
    guard method != .post, let known = try? body.bound(Bindings(variables: [:], now: 0)),
      let name = known.constant?.object?.nameOfFirstEmpty
    else { return false }
    report(.invalidValue, UnsendableEmpty(name: name).message, at: span)
    return true
  }

  /// Returns false and reports each clause that the verb does not take.
  private mutating func refuseForeignClauses(_ statement: OperationStatement) -> Bool {
    let allowed = ClauseKind.taken(by: statement.verb)
    var isFine = true
    for kind in ClauseKind.allCases {
      guard let span = statement.clauses.span(of: kind), !allowed.contains(kind) else { continue }
      let names = allowed.map { "`\($0.words)`" }.sorted().joined(separator: ", ")
      report(
        .syntax, "`\(statement.verb.rawValue)` takes no `\(kind.words)`", at: span,
        notes: ["supported clauses: \(names)"])
      isFine = false
    }
    return isFine
  }
}

extension Scalar {
  /// The path, with a placeholder for each part that is not known yet.
  fileprivate var sketchedPath: String? {
    guard case .concatenation(let parts) = self else { return constant?.string }
    return parts.map { $0.constant?.string ?? "x" }.joined()
  }
}

extension ClauseKind {
  /// Returns the clauses that a verb takes.
  package static func taken(by verb: Verb) -> [ClauseKind] {
    switch verb {
    case .get: [.expand, .select, .into]
    case .retrieve: [.where, .via, .expand, .select, .into]
    case .list:
      [.where, .select, .order, .group, .having, .limit, .page, .expand, .chart, .into]
    case .query:
      [.where, .via, .select, .group, .having, .order, .limit, .page, .expand, .chart, .into]
    case .create: [.from, .expand]
    case .upsert: [.from, .by, .expand]
    case .update, .execute: [.from, .by, .where, .via, .limit, .expand]
    case .delete: [.from, .by, .where, .via, .limit]
    }
  }

  /// The words that introduce the clause: `order by`.
  package var words: String {
    switch self {
    case .group: "group by"
    case .order: "order by"
    case .page: "page size"
    case .from, .by, .where, .via, .select, .having, .limit, .expand, .chart, .into: rawValue
    }
  }
}
