import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Puts what groups have in place of what their rows have: beside aggregates only what all rows of
/// a group share may be shown.
struct GroupResolver: Reporting {
  let keys: [Scalar]
  let log: DiagnosticLog

  /// A field that differs within a group.
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

  /// A scalar over a group; nil where it was reported.
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
    if let key = keys.firstIndex(of: scalar) { return .group(.key(key)) }
    if case .field(let path) = scalar { throw Ungrouped(field: path) }
    return try scalar.mapParts { part throws(Ungrouped) in try replaced(part) }
  }
}
