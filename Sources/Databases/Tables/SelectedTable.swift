import Expressions
import StripeCatalog

/// Describes the table for the columns that a statement selects.
package struct SelectedTable {
  private let columns: [SelectedColumn]
  private let object: ObjectType
  private let grouping: Grouping?

  /// Prepares the description of a table.
  /// - Parameters:
  ///   - columns: the columns, together with hidden ones for the currencies of amounts, whose
  ///     labels are in parentheses.
  ///   - grouping: the grouping of the rows; nil if they are not grouped.
  package init(_ columns: [SelectedColumn], of object: ObjectType, grouping: Grouping?) {
    self.columns = columns
    self.object = object
    self.grouping = grouping
  }

  /// Returns the table.
  package func definition(named name: String) -> TableDefinition {
    var taken: Set<String> = []
    let described = columns.map { column in
      let name = Self.name(of: column, taken)
      taken.insert(name)
      return TableColumn(name, kind(of: column), at: column.column.path)
    }
    return TableDefinition(name: name, columns: described, hasKey: hasKey)
  }

  private var hasKey: Bool {
    grouping == nil
      && columns.contains {
        $0.label == TableDefinition.key
          && $0.scalar == .field(RowPath(keys: TableDefinition.key))
      }
  }

  /// Returns the name of a column: the label with underscores instead of dots.
  private static func name(of column: SelectedColumn, _ taken: Set<String>) -> String {
    let isHidden = column.label.hasPrefix("(")
    let label = column.label.filter { !isHidden || ($0 != "(" && $0 != ")") }
    let name = String(label.map { $0 == "." ? "_" : $0 })
    return isHidden && taken.contains(name) ? "amount_\(name)" : name
  }

  private func kind(of column: SelectedColumn) -> ColumnKind {
    if isWholeSum(column.scalar) { return .integer }
    if case .field(let path) = column.scalar, object.isDateTime(at: path) { return .timestamp }
    return column.shape.columnKind
  }

  /// Returns true for a sum of whole numbers, such as amounts in minor units.
  private func isWholeSum(_ scalar: Scalar) -> Bool {
    guard case .group(.aggregate(let index)) = scalar,
      let aggregate = grouping?.aggregates[index], aggregate.function == .sum,
      case .field(let path)? = aggregate.argument, !path.isMany,
      case .money? = object.displayKind(at: path)
    else { return false }
    return true
  }
}

extension ObjectType {
  /// Returns true for a time that API v2 sends as a string.
  fileprivate func isDateTime(at path: RowPath) -> Bool {
    path.singleKey.flatMap { field(named: $0) }?.isDateTime == true
  }
}

extension ValueShape {
  /// The kind of a column for values of this shape.
  fileprivate var columnKind: ColumnKind {
    switch self {
    case .unknown, .list, .record: .json
    case .typed(let type, let expanded): expanded.contains([]) ? .json : type.columnKind
    }
  }
}
