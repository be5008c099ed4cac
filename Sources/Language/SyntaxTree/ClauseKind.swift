import Diagnostics

/// The kinds of clauses, named by their first words, in the order the formatter writes them.
package enum ClauseKind: String, Sendable, Hashable, CaseIterable {
  case from
  case by
  case `where`
  case via
  case select
  case group
  case having
  case order
  case limit
  case page
  case expand
  case chart
  case into
}

extension Clauses {
  /// Returns the place of the clause of that kind; nil if the statement has none.
  package func span(of kind: ClauseKind) -> Span? {
    switch kind {
    case .from: from?.span
    case .by: key?.span
    case .where: condition?.span
    case .via: via?.span
    case .select: select?.span
    case .group: groupBy?.span
    case .having: having?.span
    case .order: orderBy?.span
    case .limit: limit?.span
    case .page: pageSize?.span
    case .expand: expand?.span
    case .chart: chart?.span
    case .into: destination?.span
    }
  }
}
