import Diagnostics
import Expressions
import Language
import StripeCatalog

extension ObjectType {
  /// What a path means that names a filter of these objects and no field of them.
  func filterScalar(_ path: Path) -> Scalar? { path.word.flatMap { filterScalar(named: $0) } }

  /// The filter that a path names, as literals are held against a field.
  func filterField(_ path: Path) -> ResolvedField? {
    guard let name = path.word, let scalar = filterScalar(named: name) else { return nil }
    if case .field(let place) = scalar, place.steps.count > 1 {
      return try? resolve(Path(keys: place.withoutLists))
    }
    let type = filterParameter(named: name)?.type ?? .any
    return ResolvedField(
      path: RowPath(keys: name), shape: type, kind: type.valueKind, isAmount: false,
      references: [], isMany: false, lists: [], isOnRequest: false)
  }
}

extension Path {
  /// The single word that it is, which may be an id.
  var word: String? {
    guard components.count == 1, case .key(let word)? = components.first else { return nil }
    return word
  }

  fileprivate init(keys path: RowPath) {
    self.init(
      path.steps.compactMap { step in
        if case .key(let key) = step { .key(key) } else { nil }
      }, at: .none)
  }
}

/// Filters that only Stripe can test rows by go where they can be sent: `=` and `in`, or a bound
/// where Stripe takes one, joined by `and`.
struct UnseenFilterChecker: Reporting {
  let log: DiagnosticLog

  func check(_ read: CheckedRead, _ clauses: Clauses) {
    let sent = (read.condition?.joinedParts ?? []).compactMap { $0.sentFilter(of: read.object) }
    let named = (read.condition?.fields ?? []).filter(read.object.isUnseenFilter)
    for path in named {
      let isSent = sent.filter { $0.path == path }.isSentOnce
      reportUnseen(path, isSent: isSent, read, at: clauses.condition?.span)
    }
    refuse(read.orderBy.map(\.scalar), read, at: clauses.orderBy?.span)
    refuse(read.grouping?.keys ?? [], read, at: clauses.groupBy?.span)
    let shown = (read.columns ?? []).map(\.scalar)
    let added = (read.grouping?.aggregates ?? []).compactMap(\.argument)
    refuse(shown + added, read, at: clauses.select?.span)
  }

  /// What is computed of rows cannot look at what they do not show.
  private func refuse(_ scalars: [Scalar], _ read: CheckedRead, at span: Span?) {
    let paths = Set(scalars.flatMap(\.fields)).filter(read.object.isUnseenFilter)
    for path in paths { reportUnseen(path, isSent: false, read, at: span) }
  }

  private func reportUnseen(
    _ path: RowPath, isSent: Bool, _ read: CheckedRead, at span: Span?
  ) {
    let span = span ?? .none
    guard let list = read.list, list.parameter(named: path.description) != nil,
      read.via != .search, read.ids.isEmpty
    else {
      report(
        .notFilterable, "`\(path)` is a filter of Stripe's list endpoint only", at: span)
      return
    }
    if isSent { return }
    report(
      .notFilterable,
      "`\(path)` is a filter of Stripe's list and not a field of \(read.object.plural)", at: span,
      hint: "write `\(path) = …` or `\(path) in (…)` once, joined to the rest by `and`",
      notes: [
        "Stripe evaluates it, so it cannot be negated, compared with a field or used in `or`"
      ])
  }
}

extension Scalar {
  /// What is joined by `and`, however deep.
  fileprivate var joinedParts: [Scalar] {
    if case .all(let parts) = self { return parts.flatMap(\.joinedParts) }
    return [self]
  }

  /// The filter that this part hands to Stripe as it is.
  fileprivate func sentFilter(of object: ObjectType) -> SentFilter? {
    switch self {
    case .comparison(let comparison, .field(let path), let value, _) where value.fields.isEmpty:
      object.takes(comparison, at: path) ? SentFilter(path: path, comparison: comparison) : nil
    case .comparison(let comparison, let value, .field(let path), _) where value.fields.isEmpty:
      comparison.swapped.flatMap {
        object.takes($0, at: path) ? SentFilter(path: path, comparison: $0) : nil
      }
    case .membership(.field(let path), let candidates, _):
      candidates.allSatisfy(\.fields.isEmpty) && object.takes(.equal, at: path)
        ? SentFilter(path: path, comparison: .equal) : nil
    case .comparison, .membership, .constant, .field, .variable, .operation, .group, .moment, .zone,
      .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic, .like, .isNull, .all,
      .any,
      .not:
      nil
    }
  }
}

/// A filter as a part of a condition hands it on.
private struct SentFilter {
  var path: RowPath
  var comparison: Comparison
}

extension [SentFilter] {
  /// Whether Stripe can be asked for all of them at once: one value, or bounds alone.
  fileprivate var isSentOnce: Bool {
    !isEmpty && (count == 1 || allSatisfy { $0.comparison != .equal })
  }
}

extension ObjectType {
  fileprivate func takes(_ comparison: Comparison, at path: RowPath) -> Bool {
    guard isUnseenFilter(path), let parameter = filterParameter(named: path.description) else {
      return false
    }
    switch comparison {
    case .equal: return true
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return parameter.isRange
    case .notEqual, .contains: return false
    }
  }
}
