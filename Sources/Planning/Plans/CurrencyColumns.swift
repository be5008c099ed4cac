import Analysis
import Expressions
import StripeCatalog

/// Finds the columns of a read that contain the currencies of its amounts, and adds hidden ones
/// where none is selected.
struct CurrencyColumns {
  /// The read, with the hidden columns that were added.
  private(set) var plan: ReadPlan
  private let units: MoneyUnits
  /// The columns that are selected, by what they contain.
  private let selected: [Scalar: RowPath]
  /// The hidden columns, by their currency.
  private var hidden: [RowPath: RowPath] = [:]
  /// The numbers of the group keys, and of the aggregates.
  private let keys: [Scalar: Int]
  private var aggregates: [Aggregate: Int]

  init(_ plan: ReadPlan) {
    self.plan = plan
    units = MoneyUnits(object: plan.object, grouping: plan.grouping)
    let columns = (plan.columns ?? []).map { ($0.scalar, $0.column.path) }
    selected = Dictionary(columns) { first, _ in first }
    keys = (plan.grouping?.keys ?? []).firstIndices
    aggregates = (plan.grouping?.aggregates ?? []).firstIndices
  }

  /// Returns how a column of amounts is displayed; nil for other columns.
  /// - Parameter adds: True if a hidden column may be added for the currency.
  mutating func kind(of column: SelectedColumn, adds: Bool) -> DisplayKind? {
    guard let currency = units.currency(of: column.scalar) else { return nil }
    let key = key(currency)
    let known = selected[key ?? .field(currency)]
    return .money(currency: known ?? (adds ? addColumn(of: currency, key, for: column) : nil))
  }

  /// Returns the group key that is the currency; nil if there is none.
  private func key(_ currency: RowPath) -> Scalar? {
    keys[.field(currency)].map { .group(.key($0)) }
  }

  /// Adds a hidden column; nil if the rows of a group may have several currencies.
  private mutating func addColumn(
    of currency: RowPath, _ key: Scalar?, for column: SelectedColumn
  ) -> RowPath? {
    guard let scalar = key ?? scalar(of: currency, for: column) else { return nil }
    if let known = hidden[currency] { return known }
    // An alias cannot contain parentheses.
    let added = Column(member: "(\(currency))")
    plan.columns?.append(SelectedColumn(scalar, in: added, shape: .text))
    hidden[currency] = added.path
    return added.path
  }

  /// Returns the expression of a currency for the rows of the result; nil if there may be several.
  private mutating func scalar(of currency: RowPath, for column: SelectedColumn) -> Scalar? {
    if plan.grouping == nil { return .field(currency) }
    // A group with amounts in several currencies is an error, so any currency of the group will do.
    guard column.scalar.looksAtAggregate else { return nil }
    let aggregate = Aggregate(.min, of: .field(currency))
    if let known = aggregates[aggregate] { return .group(.aggregate(known)) }
    let number = plan.grouping?.aggregates.count ?? 0
    plan.grouping?.aggregates.append(aggregate)
    aggregates[aggregate] = number
    return .group(.aggregate(number))
  }
}

extension Scalar {
  /// True if it is computed from all rows of a group.
  fileprivate var looksAtAggregate: Bool {
    if case .group(.aggregate) = self { return true }
    return parts.contains(where: \.looksAtAggregate)
  }
}
