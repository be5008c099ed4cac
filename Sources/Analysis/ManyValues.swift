import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Reports each path through a list that stands where one value is needed: a list has no order
/// among others, and no function of texts or times takes one.
struct ManyValueChecker: Reporting {
  let log: DiagnosticLog

  func check(_ read: CheckedRead, _ clauses: Clauses) {
    for path in read.groupBy where path.isMany {
      reportMany(path, at: clauses.groupBy?.span)
    }
    for path in read.orderBy.compactMap({ $0.scalar.misplacedMany() }) {
      reportMany(path, at: clauses.orderBy?.span)
    }
    if let path = read.condition?.misplacedMany() {
      reportMany(path, at: clauses.condition?.span)
    }
    for path in (read.columns ?? []).compactMap({ $0.scalar?.misplacedMany(isAllowed: true) }) {
      reportMany(path, at: clauses.select?.span)
    }
  }

  private func reportMany(_ path: RowPath, at span: Span?) {
    report(
      .invalidValue, "`\(path)` has one value per list element, but a single value is required",
      at: span ?? .none,
      hint: "take one with `first(\(path))` or `min(\(path))`, or an index, as in `[0]`")
  }
}

extension [SelectedColumn] {
  /// The columns of a `select` without `group by`: aggregates that all are over paths through lists
  /// add up within each row.
  var withinRows: [SelectedColumn] {
    let arguments = compactMap { column -> Scalar?? in
      if case .aggregate(_, let argument, _) = column.content { argument } else { nil }
    }
    guard !arguments.isEmpty, arguments.allSatisfy({ $0?.isManyField == true }) else { return self }
    return map { column in
      guard case .aggregate(let function, let argument?, _) = column.content else { return column }
      return SelectedColumn(
        .scalar(.call(function, [argument])), in: column.column, shape: column.shape)
    }
  }
}

extension Scalar {
  fileprivate var isManyField: Bool {
    if case .field(let path) = self { return path.isMany }
    return false
  }

  /// The first path through a list that stands where one value is needed.
  /// - Parameter isAllowed: whether this place takes several values.
  fileprivate func misplacedMany(isAllowed: Bool = false) -> RowPath? {
    switch self {
    case .field(let path): path.isMany && !isAllowed ? path : nil
    case .comparison, .membership, .isNull, .array, .object:
      parts.lazy.compactMap { $0.misplacedMany(isAllowed: true) }.first
    case .like(let subject, let pattern):
      subject.misplacedMany(isAllowed: true) ?? pattern.misplacedMany()
    case .call(let function, let arguments) where function.takesList:
      arguments.first?.misplacedMany(isAllowed: true)
        ?? arguments.dropFirst().lazy.compactMap { $0.misplacedMany() }.first
    case .constant, .variable, .operation, .now, .today, .concatenation, .call, .column, .fitted,
      .arithmetic, .all, .any, .not:
      parts.lazy.compactMap { $0.misplacedMany() }.first
    }
  }
}

extension Function {
  /// Whether its first argument may be a list.
  fileprivate var takesList: Bool { isAggregate || [.length, .first, .last].contains(self) }
}
