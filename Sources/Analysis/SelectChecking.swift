import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// `select`, `group by` and `order by`.
  mutating func addShape(_ clauses: Clauses, to read: inout CheckedRead) {
    let object = read.object
    for path in clauses.groupBy?.content ?? [] {
      guard let field = fields.resolvedField(path, of: object) else { continue }
      read.groupBy.append(field.path)
    }
    if let select = clauses.select {
      let columns = checkedColumns(select.content, of: object)
      read.columns = clauses.groupBy == nil ? columns.withinRows : columns
      refuseUngrouped(read, select)
    } else if let groupBy = clauses.groupBy {
      report(
        .syntax, "`group by` requires a `select` that lists the columns of each group",
        at: groupBy.span)
    }
    let scope = orderScope(of: read)
    for item in clauses.orderBy?.content ?? [] {
      guard let scalar = checkedScalar(item.expression, on: scope) else { continue }
      read.orderBy.append(OrderKey(scalar: scalar, isDescending: item.isDescending))
    }
  }

  private func orderScope(of read: CheckedRead) -> ExpressionScope {
    read.isGrouped
      ? .groups(GroupColumns(read.columns ?? []), of: read.object)
      : .rows(of: read.object)
  }

  private mutating func checkedColumns(_ items: [SelectItem], of object: ObjectType)
    -> [SelectedColumn]
  {
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

  private mutating func checkedColumn(_ item: SelectItem, of object: ObjectType) -> SelectedColumn?
  {
    if case .call(let name, let arguments) = item.expression.kind,
      let function = Function(rawValue: name.text.lowercased()), function.isAggregate
    {
      return checkedAggregate(function, arguments, alias: item.alias, of: object, at: name.span)
    }
    if case .path(let path) = item.expression.kind {
      guard let field = fields.resolvedField(path, of: object) else { return nil }
      return SelectedColumn(
        .scalar(.field(field.path)),
        in: item.alias.map { Column(member: $0.text) }
          ?? Column(field.path.description, at: field.path),
        shape: field.valueShape)
    }
    guard let scalar = checkedScalar(item.expression, on: .rows(of: object)) else { return nil }
    guard let alias = item.alias else {
      report(
        .syntax, "a computed column requires an alias", at: item.expression.span,
        hint: "add `as name`")
      return nil
    }
    return SelectedColumn(
      .scalar(scalar), in: Column(member: alias.text), shape: shape(of: scalar))
  }

  private mutating func checkedAggregate(
    _ function: Function, _ arguments: [Expression], alias: Name?, of object: ObjectType,
    at span: Span
  ) -> SelectedColumn? {
    guard arguments.count == 1 || (function == .count && arguments.isEmpty) else {
      report(.invalidValue, "`\(function.rawValue)` takes one field", at: span)
      return nil
    }
    guard let argument = arguments.first else {
      return SelectedColumn(
        .aggregate(.count, nil, currency: nil),
        in: Column(member: alias?.text ?? Function.count.rawValue), shape: .integer)
    }
    guard let scalar = checkedScalar(argument, on: .rows(of: object)) else { return nil }
    if let field = field(argument, on: .rows(of: object)), function == .sum || function == .avg,
      ![.number, .any].contains(field.kind)
    {
      report(
        .invalidValue,
        "`\(function.rawValue)` requires a number, but `\(field.path)` is "
          + field.shape.typeName.withArticle,
        at: argument.span)
      return nil
    }
    return SelectedColumn(
      .aggregate(
        function, scalar, currency: function == .count ? nil : currency(of: scalar, object)),
      in: Column(member: alias?.text ?? Checker.label(function, scalar)),
      shape: function == .count ? .integer : .number)
  }

  /// The currency of the amounts that an expression reads, which must be one to be added up.
  private func currency(of scalar: Scalar, _ object: ObjectType) -> RowPath? {
    scalar.fields.lazy.compactMap { path in
      object.isAmount(at: path) ? object.currencyPath(beside: path) : nil
    }.first
  }

  /// `sum(total)` is called `sum_total`.
  private static func label(_ function: Function, _ scalar: Scalar) -> String {
    guard case .field(let path) = scalar else { return function.rawValue }
    let words = path.description.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    return "\(function.rawValue)_\(String(words))"
  }

  /// `order by sum(total)` names the column of the select that has it.
  mutating func checkedGroupColumn(
    _ function: Function, _ arguments: [Expression], among columns: GroupColumns, at span: Span
  ) -> Scalar? {
    var label = function.rawValue
    if case .path(let path)? = arguments.first?.kind {
      label = Checker.label(function, .field(RowPath(path.components.map(\.step))))
    }
    guard columns.contains(label) else {
      report(
        .unknownField, "the grouped rows have no column `\(label)`", at: span,
        notes: ["add it to `select`; selected columns: \(columns.listed)"])
      return nil
    }
    return .field(RowPath(keys: label))
  }

  /// Beside aggregates only what the groups are made by may be shown.
  private mutating func refuseUngrouped(_ read: CheckedRead, _ select: Clause<[SelectItem]>) {
    guard read.isGrouped else { return }
    let keys = Set(read.groupBy)
    for column in read.columns ?? [] {
      guard case .scalar(let scalar) = column.content else { continue }
      for field in scalar.fields where !keys.contains(field) {
        report(
          .invalidValue, "`\(field)` is neither grouped nor aggregated", at: select.span,
          hint: "add it to `group by`, or use min() or max()")
      }
    }
  }
}

extension CheckedRead {
  /// Whether its rows are groups: there is a `group by` or an aggregate.
  package var isGrouped: Bool {
    !groupBy.isEmpty
      || (columns ?? []).contains { if case .aggregate = $0.content { true } else { false } }
  }
}
