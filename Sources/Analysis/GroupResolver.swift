import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Replaces expressions over rows by keys and aggregates of their group. Other fields cannot be
/// used, because they differ within a group.
struct GroupResolver: Reporting {
  /// The number of each key; the first one's where equal keys stand twice.
  private let keys: [Scalar: Int]
  let log: DiagnosticLog

  init(keys: [Scalar], log: DiagnosticLog) {
    self.keys = keys.firstIndices
    self.log = log
  }

  /// An error for a field that differs within a group.
  private struct Ungrouped: Error {
    let field: RowPath
  }

  func columns(_ columns: [SelectedColumn], at select: Clause<Selection>) -> [SelectedColumn] {
    columns.compactMap { column in
      var column = column
      guard let scalar = resolved(column.scalar, at: select.span) else { return nil }
      column.scalar = scalar
      return column
    }
  }

  /// Returns an expression over a group; nil after a report.
  func resolved(_ scalar: Scalar, at span: Span?) -> Scalar? {
    do throws(Ungrouped) {
      return try replaced(scalar)
    } catch {
      report(
        .invalidValue, "`\(error.field)` is neither grouped nor aggregated", at: span ?? .none,
        hint: "add it to `group by`, or use min() or max()")
      return nil
    }
  }

  private func replaced(_ scalar: Scalar) throws(Ungrouped) -> Scalar {
    if let key = keys[scalar] { return .group(.key(key)) }
    if case .field(let path) = scalar { throw Ungrouped(field: path) }
    return try scalar.mapParts { part throws(Ungrouped) in try replaced(part) }
  }
}

extension Array where Element: Hashable {
  /// The first index of each different element.
  package var firstIndices: [Element: Int] {
    Dictionary(zip(self, indices)) { first, _ in first }
  }
}
