import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks `select`, `group by`, `having` and `order by`.
  mutating func addShape(_ clauses: Clauses, to read: inout CheckedRead) {
    defer { (aggregates, aliases, addsElements) = (nil, [:], false) }
    let object = read.object
    aggregates = []
    addsElements = clauses.putRowsTogether(of: object)
    let columns = checkedColumns(clauses.select?.content.items ?? [], of: object)
    let names = columns.byLabel.merging(namesOnly(clauses)) { known, _ in known }
    let grouping = checkedGrouping(clauses, columns, names, of: object)
    aliases = names
    let having = clauses.having.flatMap { checkedTruth($0.content, on: .rows(of: object)) }
    let order = checkedOrder(clauses.orderBy?.content ?? [], of: object)
    guard let grouping = grouping?.taking(aggregates?.elements ?? []) else {
      refuseGroupClauses(clauses)
      read.columns = clauses.select == nil ? nil : columns
      read.orderBy = order
      return
    }
    guard let select = clauses.select else {
      report(
        .syntax, "`group by` requires a `select` that lists the columns of each group",
        at: clauses.groupBy?.span ?? clauses.having?.span ?? .none)
      return
    }
    let grouper = GroupResolver(keys: grouping.keys, log: log)
    read.grouping = grouping
    read.columns = grouper.columns(columns, at: select)
    read.grouping?.having = having.flatMap { grouper.resolved($0, at: clauses.having?.span) }
    read.orderBy = order.compactMap { key in
      grouper.resolved(key.scalar, at: clauses.orderBy?.span)
        .map { OrderKey(scalar: $0, isDescending: key.isDescending) }
    }
  }

  /// Returns the names of all columns, so that a column with an error is not also reported as
  /// unknown.
  private func namesOnly(_ clauses: Clauses) -> [String: Scalar] {
    let names = clauses.select?.content.items.compactMap(\.alias?.text) ?? []
    return Dictionary(names.map { ($0, .constant(.null)) }) { first, _ in first }
  }

  /// Returns the grouping of rows; nil if they are not grouped.
  private mutating func checkedGrouping(
    _ clauses: Clauses, _ columns: [SelectedColumn], _ names: [String: Scalar],
    of object: ObjectType
  ) -> Grouping? {
    let isDistinct = clauses.select?.content.isDistinct == true
    if isDistinct, let span = clauses.groupBy?.span ?? clauses.having?.span {
      report(
        .syntax, "`select distinct` makes groups itself", at: span,
        hint: "leave `distinct` out, or `group by`")
      return nil
    }
    guard
      clauses.groupBy != nil || clauses.having != nil || isDistinct
        || aggregates?.isEmpty == false
    else { return nil }
    if isDistinct, aggregates?.isEmpty == true {
      return Grouping(keys: columns.map(\.scalar))
    }
    // A field takes precedence over a column of the same name, as in SQL.
    aliases = names.filter { label, _ in
      (try? object.resolve(Path([.key(label)], at: .none))) == nil
    }
    let keys = withoutAggregates { checker in
      (clauses.groupBy?.content ?? []).compactMap {
        checker.checkedScalar($0, on: .rows(of: object))
      }
    }
    return Grouping(keys: keys)
  }

  private mutating func checkedOrder(_ items: [OrderItem], of object: ObjectType) -> [OrderKey] {
    items.compactMap { item in
      checkedScalar(item.expression, on: .rows(of: object))
        .map { OrderKey(scalar: $0, isDescending: item.isDescending) }
    }
  }

  /// Reports `order by sum(total)` for rows that are not grouped.
  private mutating func refuseGroupClauses(_ clauses: Clauses) {
    guard aggregates?.isEmpty == false, let span = clauses.orderBy?.span else { return }
    report(
      .invalidValue, "rows are not ordered by an aggregate of them", at: span,
      hint: "add `group by`, or select the aggregate")
  }

  private mutating func checkedColumns(
    _ items: [SelectItem], of object: ObjectType
  ) -> [SelectedColumn] {
    var columns: [SelectedColumn] = []
    var labels: Set<String> = []
    for item in items {
      guard let column = checkedColumn(item, of: object) else { continue }
      if !labels.insert(column.label).inserted {
        report(
          .invalidValue, "two columns are named `\(column.label)`", at: item.expression.span,
          hint: "rename one with `as`")
      }
      columns.append(column)
    }
    return columns
  }

  private mutating func checkedColumn(
    _ item: SelectItem, of object: ObjectType
  ) -> SelectedColumn? {
    if case .path(let path) = item.expression.kind {
      guard let field = fields.resolvedField(path, of: object) else { return nil }
      return SelectedColumn(
        .field(field.path),
        in: item.alias.map { Column(member: $0.text) }
          ?? Column(field.path.description, at: field.path),
        shape: item.alias != nil && field.isMany ? .list(of: field.valueShape) : field.valueShape)
    }
    let scope = ExpressionScope.rows(of: object)
    guard let scalar = checkedScalar(item.expression, on: scope) else { return nil }
    guard let label = item.alias?.text ?? label(of: item.expression, as: scalar) else {
      report(
        .syntax, "a computed column requires an alias", at: item.expression.span,
        hint: item.expression.kind.isCondition
          ? "add `as name`, or filter rows by it with `where`" : "add `as name`")
      return nil
    }
    return SelectedColumn(
      scalar, in: Column(member: label), shape: shape(of: scalar, on: scope))
  }

  /// Returns the default name of a computed column: `sum_total` for `sum(total)`, `month_created`
  /// for `month(created)`; nil if an alias is required.
  private func label(of expression: Expression, as scalar: Scalar) -> String? {
    guard case .call(let name, _, let isDistinct) = expression.kind else { return nil }
    let function = name.text.lowercased() + (isDistinct ? "_distinct" : "")
    let argument: Scalar?
    switch scalar {
    case .group(.aggregate(let number)): argument = aggregates?[number].argument
    case .call(_, let arguments): argument = arguments.first
    case .constant, .field, .variable, .operation, .group, .moment, .zone, .element, .each,
      .shifted,
      .concatenation, .array, .object, .column, .fitted, .arithmetic, .comparison, .like,
      .membership, .isNull, .all, .any, .not:
      return nil
    }
    guard case .field(let path)? = argument else {
      return FunctionCall(aggregateIn: expression) == nil ? nil : function
    }
    let words = path.description.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    return "\(function)_\(String(words))"
  }
}

extension Clauses {
  /// Returns true if the rows are grouped, without regard to aggregates of lists within them.
  fileprivate func putRowsTogether(of object: ObjectType) -> Bool {
    let expressions =
      (select?.content.items.map(\.expression) ?? [])
      + (orderBy?.content.map(\.expression) ?? [])
    return groupBy != nil || having != nil
      || expressions.contains { expression in
        expression.contains { part in
          FunctionCall(aggregateIn: part)?.isOverRows(of: object, elementsToo: false) ?? false
        }
      }
  }
}

extension Grouping {
  /// Returns the grouping with its aggregates.
  fileprivate func taking(_ aggregates: [Aggregate]) -> Grouping {
    var grouping = self
    grouping.aggregates = aggregates
    return grouping
  }
}

extension [SelectedColumn] {
  /// The expressions of the columns, by their names.
  fileprivate var byLabel: [String: Scalar] {
    Dictionary(map { ($0.label, $0.scalar) }) { first, _ in first }
  }
}
