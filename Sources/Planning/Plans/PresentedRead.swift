import Analysis
import Expressions
import StripeCatalog

/// A read for people: its columns know what their values are, and rows tell the currencies of
/// amounts of money even where they are not selected.
package struct PresentedRead: Sendable {
  /// The read to run, with the hidden columns.
  package var plan: ReadPlan
  /// The columns to show; nil where rows are shown whole.
  package private(set) var columns: [Column]?

  /// - Parameter addsCurrencies: whether columns may be added for currencies that are not selected.
  package init(_ plan: ReadPlan, addsCurrencies: Bool) {
    self.plan = plan
    guard let selected = plan.columns else { return }
    columns = selected.map { column in
      var shown = column.column
      shown.kind = kind(of: column, addsCurrencies: addsCurrencies)
      return shown
    }
  }

  private mutating func kind(of column: SelectedColumn, addsCurrencies: Bool) -> DisplayKind {
    guard let currency = moneyCurrency(of: column) else { return plainKind(of: column) }
    let known = self.column(of: currency)?.column.path
    let place = known ?? (addsCurrencies ? addColumn(of: currency, for: column) : nil)
    return .money(currency: place)
  }

  /// The column that shows a currency by itself.
  private func column(of currency: RowPath) -> SelectedColumn? {
    plan.columns?.first { $0.content == .scalar(.field(currency)) }
  }

  /// Adds a hidden column; nil where the rows of a group may have several currencies.
  private mutating func addColumn(of currency: RowPath, for column: SelectedColumn) -> RowPath? {
    // Values that are added, averaged or compared in a group are of one currency, or refused.
    let isAggregate = if case .aggregate = column.content { true } else { false }
    guard !plan.isGrouped || isAggregate || plan.groupBy.contains(currency) else { return nil }
    let content: SelectedColumn.Content =
      plan.isGrouped && !plan.groupBy.contains(currency)
      ? .aggregate(.min, .field(currency), currency: nil) : .scalar(.field(currency))
    // No alias has brackets.
    let hidden = Column(member: "(\(currency))")
    if plan.columns?.contains(where: { $0.column == hidden }) == false {
      plan.columns?.append(SelectedColumn(content, in: hidden, shape: .text))
    }
    return hidden.path
  }

  /// Where the currency of a column's values is; nil where they are not amounts of money.
  private func moneyCurrency(of column: SelectedColumn) -> RowPath? {
    switch column.content {
    case .scalar(let scalar): return currency(of: scalar)
    case .aggregate(.count, _, _): return nil
    case .aggregate(_, let scalar, _): return scalar.flatMap(currency)
    }
  }

  /// Where the currency of an expression's value is: that of a field, of a sum or of a difference
  /// of amounts. What amounts are divided or multiplied by may change their unit.
  private func currency(of scalar: Scalar) -> RowPath? {
    if case .field(let path) = scalar,
      case .money(let currency)? = plan.object.displayKind(at: path)
    {
      return currency
    }
    guard case .arithmetic(let operation, let left, let right) = scalar,
      operation == .add || operation == .subtract, let currency = currency(of: left),
      self.currency(of: right) == currency
    else { return nil }
    return currency
  }

  private func plainKind(of column: SelectedColumn) -> DisplayKind {
    switch column.content {
    case .scalar(.field(let path)), .aggregate(.min, .field(let path)?, _),
      .aggregate(.max, .field(let path)?, _):
      plan.object.displayKind(at: path) ?? column.shape.displayKind
    case .scalar, .aggregate: column.shape.displayKind
    }
  }
}

extension ValueShape {
  fileprivate var displayKind: DisplayKind {
    guard case .typed(let type, _) = self else { return .unknown }
    return type.displayKind
  }
}
