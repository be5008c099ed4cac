import Expressions
import StripeCatalog

extension InnerOperation {
  /// The shape of the result.
  package var shape: ValueShape { isCounted ? .integer : operation.shape }
}

extension CheckedOperation {
  /// The shape of the result as a value: `let c = get customer cus_1`.
  package var shape: ValueShape {
    switch self {
    case .read(let read): read.shape
    case .write(let write): write.shape
    // A request can use any endpoint, including those that the catalog does not know.
    case .request: .unknown
    case .file(let file): .list(of: file.rowShape)
    }
  }
}

/// The number of documents in the result of a statement.
package enum ResultCount: Sendable, Hashable {
  case one
  case many
  /// One document for one id and a list for several; known only when the variable has its value.
  case byValue
}

extension ResultCount {
  fileprivate func shape(of element: ValueShape) -> ValueShape {
    switch self {
    case .one: element
    case .many: .list(of: element)
    case .byValue: .unknown
    }
  }
}

extension CheckedRead {
  /// The shape of the result: of one row, or of a list of rows.
  package var shape: ValueShape { count.shape(of: rowShape) }

  /// The shape of one row of the result.
  package var rowShape: ValueShape {
    guard let columns else { return .object(object, expanded: expandedPaths) }
    var members = ValueMembers()
    for column in columns {
      members.set(column.column.path.steps[...], to: expandedShape(of: column))
    }
    members.amounts = Set(columns.filter(isAmount).map(\.column.label))
    return .record(members)
  }

  /// Returns true if a column contains amounts of money that may be in several currencies.
  private func isAmount(_ column: SelectedColumn) -> Bool {
    guard !isOfOneCurrency else { return false }
    switch column.scalar {
    case .field(let path): return isAmount(at: path)
    case .group(.key(let number)):
      guard case .field(let path)? = grouping?.keys[number] else { return false }
      return isAmount(at: path)
    case .group(.aggregate(let number)):
      guard let grouping, !grouping.keys.isEmpty else { return false }
      return grouping.aggregates[number].currency != nil
    case .constant, .variable, .operation, .moment, .zone, .element, .each, .shifted,
      .concatenation, .array,
      .object, .call, .column, .fitted, .arithmetic, .comparison, .like, .membership, .isNull,
      .all, .any, .not:
      return false
    }
  }

  private func isAmount(at path: RowPath) -> Bool {
    object.isAmount(at: path) && object.currencyPath(beside: path) == RowPath.currency
  }

  /// True if the condition selects one currency.
  private var isOfOneCurrency: Bool {
    (condition?.conjunctionParts ?? []).contains { part in
      guard case .comparison(.equal, .field(.currency), _, _) = part else { return false }
      return true
    }
  }

  /// Paths of the objects that the statement's `expand` names, without positions in lists.
  private var expandedPaths: [[String]] {
    crossings.filter { $0.use == .asked }.flatMap(\.references).map(\.path.keys)
  }

  /// Paths of the objects that are fetched only so that others can go on through them, without
  /// positions in lists. Rows show their ids, as if they had not been fetched.
  package var shownAsIDs: [[String]] {
    var shown = Set(expandedPaths)
    return crossings.flatMap(\.references).filter { !$0.kinds.isEmpty }.map(\.path.keys)
      .filter { shown.insert($0).inserted }
  }

  private func expandedShape(of column: SelectedColumn) -> ValueShape {
    guard case .field(let path) = column.scalar else { return column.shape }
    let keys = path.keys
    return column.shape.expanding(
      expandedPaths.filter { $0.starts(with: keys) }.map { Array($0.dropFirst(keys.count)) })
  }
}

extension ValueShape {
  /// The same value with objects in place of the ids at those paths.
  fileprivate func expanding(_ paths: [[String]]) -> ValueShape {
    switch self {
    case .typed(let type, _): .typed(type, expanded: paths)
    case .list(let element): .list(of: element.expanding(paths))
    case .unknown, .record: self
    }
  }
}

extension CheckedWrite {
  /// The shape of the result: of one response, or of a list of responses.
  package var shape: ValueShape {
    let result: ValueShape =
      batch == nil
      ? .typed(
        operation.result, expanded: expand.map { $0.split(separator: ".").map(String.init) })
      : .unknown
    return rows == nil ? count.shape(of: result) : .list(of: result)
  }
}
