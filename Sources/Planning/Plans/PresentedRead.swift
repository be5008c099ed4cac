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
    columns = selected.map { column in
      var shown = column.column
      shown.kind = kind(of: column, addsCurrencies: addsCurrencies)
      return shown
    }
  }

  private mutating func kind(of column: SelectedColumn, addsCurrencies: Bool) -> DisplayKind {
    let units = MoneyUnits(object: plan.object, grouping: plan.grouping)
    guard let currency = units.currency(of: column.scalar) else { return plainKind(of: column) }
    let known = self.column(of: currency)?.column.path
    let place = known ?? (addsCurrencies ? addColumn(of: currency, for: column) : nil)
    return .money(currency: place)
  }

  /// Returns the column that displays a currency; nil if there is none.
  private func column(of currency: RowPath) -> SelectedColumn? {
    let scalar = key(.field(currency)) ?? .field(currency)
    return plan.columns?.first { $0.scalar == scalar }
  }

  /// Returns the group key with that value; nil if there is none.
  private func key(_ scalar: Scalar) -> Scalar? {
    plan.grouping?.keys.firstIndex(of: scalar).map { .group(.key($0)) }
  }

  /// Adds a hidden column; nil if the rows of a group may have several currencies.
  private mutating func addColumn(of currency: RowPath, for column: SelectedColumn) -> RowPath? {
    guard let scalar = currencyScalar(currency, for: column) else { return nil }
    // An alias cannot contain parentheses.
    let hidden = Column(member: "(\(currency))")
    if plan.columns?.contains(where: { $0.column == hidden }) == false {
      plan.columns?.append(SelectedColumn(scalar, in: hidden, shape: .text))
    }
    return hidden.path
  }

  /// Returns the expression of a currency for the rows of the result; nil if there may be several.
  private mutating func currencyScalar(
    _ currency: RowPath, for column: SelectedColumn
  ) -> Scalar? {
    guard let grouping = plan.grouping else { return .field(currency) }
    if let key = key(.field(currency)) { return key }
    // A group with amounts in several currencies is an error, so any currency of the group will do.
    guard column.scalar.looksAtAggregate else { return nil }
    let aggregate = Aggregate(.min, of: .field(currency))
    if let known = grouping.aggregates.firstIndex(of: aggregate) {
      return .group(.aggregate(known))
    }
    plan.grouping?.aggregates.append(aggregate)
    return .group(.aggregate(grouping.aggregates.count))
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

extension Scalar {
  /// True if it is computed from all rows of a group.
  fileprivate var looksAtAggregate: Bool {
    if case .group(.aggregate) = self { return true }
    return parts.contains(where: \.looksAtAggregate)
  }
}

extension ValueShape {
  fileprivate var displayKind: DisplayKind {
    guard case .typed(let type, _) = self else { return .unknown }
    return type.displayKind
  }
}
