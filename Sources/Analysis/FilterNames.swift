import Diagnostics
import Expressions
import Language
import OrderedCollections
import StripeCatalog

extension ObjectType {
  /// Returns the expression for a path that names a filter of these objects and not a field.
  func filterScalar(_ path: Path) -> Scalar? { path.word.flatMap { filterScalar(named: $0) } }

  /// Returns the filter that a path names in the form of a field, to check literals against it.
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
  /// The single word that the path consists of, which may be an id; nil for other paths.
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

/// Checks filters that only Stripe can evaluate. They are possible where they can be sent: `=` and
/// `in`, or bounds if the parameter takes a range, joined by `and`.
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

  /// Refuses filters that rows do not show, where a value is computed from rows.
  private func refuse(_ scalars: [Scalar], _ read: CheckedRead, at span: Span?) {
    for path in OrderedSet(scalars.flatMap(\.fields)) where read.object.isUnseenFilter(path) {
      reportUnseen(path, isSent: false, read, at: span)
    }
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
  /// The conditions joined by `and`, at any depth.
  fileprivate var joinedParts: [Scalar] {
    if case .all(let parts) = self { return parts.flatMap(\.joinedParts) }
    return [self]
  }

  /// Returns the filter that this condition is sent as; nil if it cannot be sent.
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

/// A condition in the form of a filter sent to Stripe.
private struct SentFilter {
  var path: RowPath
  var comparison: Comparison
}

extension [SentFilter] {
  /// True if one request can contain all of them: a single value, or bounds only.
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
