import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Reports paths through a list where a single value is required: lists cannot be sorted, and
/// functions of texts or times do not take them.
struct ManyValueChecker: Reporting {
  let log: DiagnosticLog

  func check(_ read: CheckedRead, _ clauses: Clauses) {
    let grouping = read.grouping ?? Grouping()
    for path in grouping.keys.compactMap({ $0.misplacedMany() }) {
      reportMany(path, at: clauses.groupBy?.span ?? clauses.select?.span)
    }
    for path in grouping.aggregates.compactMap({ $0.argument?.misplacedMany(isAllowed: true) }) {
      reportMany(path, at: clauses.select?.span)
    }
    for path in read.orderBy.compactMap({ $0.scalar.misplacedMany() }) {
      reportMany(path, at: clauses.orderBy?.span)
    }
    if let path = read.condition?.misplacedMany() {
      reportMany(path, at: clauses.condition?.span)
    }
    for path in (read.columns ?? []).compactMap({ $0.scalar.misplacedMany(isAllowed: true) }) {
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

extension Scalar {
  /// Returns the first path through a list where a single value is required; nil if there is none.
  /// - Parameter isAllowed: True if this place takes several values.
  fileprivate func misplacedMany(isAllowed: Bool = false) -> RowPath? {
    switch self {
    case .field(let path): path.isMany && !isAllowed ? path : nil
    case .each: isAllowed ? nil : fields.first
    case .comparison, .membership, .isNull, .array, .object:
      parts.lazy.compactMap { $0.misplacedMany(isAllowed: true) }.first
    case .like(let subject, let pattern):
      subject.misplacedMany(isAllowed: true) ?? pattern.misplacedMany()
    case .call(let function, let arguments) where function.takesList:
      arguments.first?.misplacedMany(isAllowed: true)
        ?? arguments.dropFirst().lazy.compactMap { $0.misplacedMany() }.first
    case .constant, .variable, .operation, .group, .moment, .zone, .element, .shifted,
      .concatenation, .call,
      .column, .fitted,
      .arithmetic, .all, .any, .not:
      parts.lazy.compactMap { $0.misplacedMany() }.first
    }
  }
}

extension Function {
  /// True if the first argument can be a list.
  fileprivate var takesList: Bool { aggregate != nil || [.length, .first, .last].contains(self) }
}
