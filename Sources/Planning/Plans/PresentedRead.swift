import Analysis
import Expressions
import StripeCatalog

/// A read for display: its columns have kinds of values, and rows contain the currencies of amounts
/// even if they are not selected.
package struct PresentedRead: Sendable {
  /// The read to run, with hidden columns.
  package var plan: ReadPlan
  /// The columns to display; nil for whole objects.
  package private(set) var columns: [Column]?

  /// Prepares a read for display.
  /// - Parameter addsCurrencies: True if columns may be added for currencies that are not selected.
  /// - Parameter namesCustomers: True if customers in whole objects may be expanded to display
  ///   their names.
  package init(_ plan: ReadPlan, addsCurrencies: Bool, namesCustomers: Bool = false) {
    self.plan = plan
    guard let selected = plan.columns else {
      if namesCustomers { self.plan.showCustomers() }
      return
    }
    var currencies = CurrencyColumns(plan)
    columns = selected.map { column in
      var shown = column.column
      shown.kind =
        currencies.kind(of: column, adds: addsCurrencies) ?? plainKind(of: column)
      return shown
    }
    self.plan = currencies.plan
  }

  private func plainKind(of column: SelectedColumn) -> DisplayKind {
    shownField(of: column.scalar).flatMap(plan.object.displayKind) ?? column.shape.displayKind
  }

  /// Returns the field whose values a column displays unchanged; nil for computed values.
  private func shownField(of scalar: Scalar) -> RowPath? {
    switch scalar {
    case .field(let path): path
    case .group(.key(let index)): plan.grouping.flatMap { shownField(of: $0.keys[index]) }
    case .group(.aggregate(let index)): plan.grouping?.aggregates[index].extremeField
    case .constant, .variable, .operation, .moment, .zone, .element, .each, .shifted,
      .concatenation, .array, .object, .call, .column, .fitted, .arithmetic, .comparison, .like,
      .membership, .isNull, .all, .any, .not:
      nil
    }
  }
}

extension ReadPlan {
  /// Puts the customers of rows in place of their ids where that costs no request.
  fileprivate mutating func showCustomers() {
    if canExpandCustomers { expand.append(Self.customer) }
    if expand.contains(Self.customer) { shownAsIDs.removeAll { $0 == [Self.customer] } }
  }

  fileprivate static let customer = "customer"

  /// True if the customers of rows can be expanded without further requests and are not named in
  /// the rows anyway.
  fileprivate var canExpandCustomers: Bool {
    guard case .expandable(let kinds)? = object.field(named: Self.customer)?.type,
      kinds.contains(where: { $0.name == Self.customer }),
      object.field(named: "customer_name") == nil, !object.isV2
    else { return false }
    return route.isPaged && !expand.contains(Self.customer)
  }
}

extension Aggregate {
  /// The field from which the value of a `min` or `max` is taken; nil for others.
  fileprivate var extremeField: RowPath? {
    guard function == .min || function == .max, case .field(let path)? = argument else {
      return nil
    }
    return path
  }
}

extension ValueShape {
  fileprivate var displayKind: DisplayKind {
    guard case .typed(let type, _) = self else { return .unknown }
    return type.displayKind
  }
}
