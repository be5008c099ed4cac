import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks `sum(total)`: an aggregate over the rows of a statement.
  mutating func checkedAggregate(
    _ function: AggregateFunction, _ call: FunctionCall, of object: ObjectType
  ) -> Scalar? {
    guard aggregates != nil else {
      report(
        .invalidValue, "`\(function.rawValue)` over rows cannot be used for each row",
        at: call.name.span, hint: "write conditions on aggregates after `having`")
      return nil
    }
    guard call.arguments.count == 1 || function == .count && !call.isDistinct else {
      report(.invalidValue, "`\(function.rawValue)` takes one field", at: call.name.span)
      return nil
    }
    var aggregate = Aggregate(function)
    if let argument = call.arguments.first {
      let scalar = withoutAggregates { checker in
        checker.checkedScalar(argument, on: .rows(of: object))
          .flatMap { checker.eachElement($0, at: argument.span) }
      }
      guard let scalar, isSummable(scalar, function, argument, of: object) else { return nil }
      aggregate = Aggregate(
        function, of: scalar, isDistinct: call.isDistinct,
        currency: function == .count ? nil : currency(of: scalar, object))
    }
    return (aggregates?.append(aggregate)).map { .group(.aggregate($0.index)) }
  }

  /// Checks what must not contain aggregates over rows.
  mutating func withoutAggregates<Checked>(_ check: (inout Checker) -> Checked) -> Checked {
    let found = aggregates.take()
    defer { aggregates = found }
    return check(&self)
  }

  /// Wraps an expression with paths through a list, so that it is computed for each element.
  mutating func eachElement(_ scalar: Scalar, at span: Span) -> Scalar? {
    if case .field = scalar { return scalar }
    let lists = Set(scalar.fields.compactMap(\.lastList?.list))
    guard let list = lists.first else { return scalar }
    if let other = lists.first(where: { $0 != list }) {
      let names = [list.description, other.description].sorted()
      report(
        .invalidValue,
        "`\(names[0])` and `\(names[1])` are two lists, whose elements are not "
          + "computed with each other", at: span)
      return nil
    }
    return .each(list, scalar.ofElements)
  }

  /// Returns true if the values can be added up; otherwise reports the expression.
  private mutating func isSummable(
    _ scalar: Scalar, _ function: AggregateFunction, _ argument: Expression, of object: ObjectType
  ) -> Bool {
    guard function == .sum || function == .avg else { return true }
    if let field = field(argument, on: .rows(of: object)) {
      guard ![.number, .any].contains(field.kind) else { return true }
      report(
        .invalidValue,
        "`\(function.rawValue)` requires a number, but `\(field.path)` is "
          + field.shape.typeName.withArticle,
        at: argument.span)
      return false
    }
    let part = scalar.ofEach
    guard !mayBe(.number, part, on: .rows(of: object)) else { return true }
    report(
      .invalidValue,
      "`\(function.rawValue)` requires numbers, and this is "
        + shape(of: part, on: .rows(of: object)).named, at: argument.span)
    return false
  }

  /// Returns the path to the currency of the amounts that an expression reads; nil for other
  /// values.
  private func currency(of scalar: Scalar, _ object: ObjectType) -> RowPath? {
    scalar.fields.lazy.compactMap { path in
      object.isAmount(at: path) ? object.currencyPath(beside: path) : nil
    }.first
  }

  /// Checks `sum($rows, "total")`, `max(query invoices select created)`: an aggregate over a list.
  mutating func checkedListAggregate(
    _ function: Function, _ scalars: [Scalar], _ arguments: [Expression], at span: Span
  ) -> Scalar? {
    guard let list = scalars.first else { return .call(function, scalars) }
    guard let element = shape(of: list).element else {
      report(.invalidValue, "`\(function.rawValue)` requires a list", at: span)
      return nil
    }
    guard function != .count else { return .call(function, scalars) }
    if arguments.count > 1 {
      return checkedMemberAggregate(function, scalars, element, at: arguments[1].span)
    }
    switch element {
    case .unknown: return .call(function, scalars)
    case .record(let members):
      guard let path = members.onlyPath else {
        reportUnnamedMember(function, members.names, at: span)
        return nil
      }
      if path.steps.count == 1, let name = members.only?.name, members.amounts.contains(name) {
        return moneyAggregate(function, [list, .constant(.string(name))], members, at: span)
      }
      return .call(function, [.column(path, of: list)])
    case .typed(let type, _) where type.isObject:
      reportUnnamedMember(function, type.fieldNames, at: span)
      return nil
    case .typed, .list: return .call(function, scalars)
    }
  }

  /// Checks an aggregate over a named member of the elements. The member must exist, and amounts of
  /// money must be in one currency.
  private mutating func checkedMemberAggregate(
    _ function: Function, _ scalars: [Scalar], _ element: ValueShape, at span: Span
  ) -> Scalar? {
    guard let name = scalars[1].constant?.string else { return .call(function, scalars) }
    do {
      _ = try element.member(named: name)
    } catch {
      report(
        .unknownField, "the rows have no field `\(name)`", at: span,
        hint: suggestion(for: name, among: error.candidates))
      return nil
    }
    if case .record(let members) = element, members.amounts.contains(name) {
      return moneyAggregate(function, scalars, members, at: span)
    }
    guard element.isMoney(name) else { return .call(function, scalars) }
    return .call(function, scalars + [.constant(.string(Self.currency))])
  }

  /// The name of the field with the currency of an object's amounts.
  private static let currency = "currency"

  /// Returns an aggregate over amounts of money, each checked against the `currency` of its row. A
  /// subquery in the expression selects the currency too; the rows of a variable must have it.
  private mutating func moneyAggregate(
    _ function: Function, _ scalars: [Scalar], _ members: ValueMembers, at span: Span
  ) -> Scalar? {
    if members[Self.currency] == nil, !selectCurrency(in: scalars[0]) {
      report(
        .invalidValue, "the rows have no `currency` for their amounts", at: span,
        hint: "select `currency` too, or filter by one currency with `where`")
      return nil
    }
    return .call(function, scalars + [.constant(.string(Self.currency))])
  }

  /// Adds the currency to the columns of a subquery; false if that is not possible.
  private mutating func selectCurrency(in rows: Scalar) -> Bool {
    guard case .operation(let number) = rows, inner.indices.contains(number),
      case .read(var read) = inner[number].operation, !read.isGrouped
    else { return false }
    read.columns?.append(
      SelectedColumn(.field(.currency), in: Column(member: Self.currency), shape: .text))
    inner[number].operation = .read(read)
    return true
  }

  private mutating func reportUnnamedMember(
    _ function: Function, _ names: [String], at span: Span
  ) {
    report(
      .invalidValue, "`\(function.rawValue)` requires a field name: the rows have several fields",
      at: span, hint: "write `\(function.rawValue)(…, \"name\")`",
      notes: names.count <= 20 ? ["fields of the rows: \(names.joined(separator: ", "))"] : [])
  }
}

extension ValueMembers {
  /// The path to the only value in a record, through nested records that have one member each.
  var onlyPath: RowPath? {
    guard let (name, shape) = only else { return nil }
    guard case .record(let inner) = shape else { return RowPath([.key(name)]) }
    return inner.onlyPath.map { RowPath([.key(name)] + $0.steps) }
  }
}

extension ValueShape {
  /// Returns true if a member is an amount of money and the value has a currency.
  func isMoney(_ name: String) -> Bool {
    guard case .typed(let type, _) = self else { return false }
    return type.field(named: name)?.isAmount == true && type.field(named: "currency") != nil
  }
}

extension Scalar {
  /// The expression computed for each element, if it is one; otherwise the expression itself.
  fileprivate var ofEach: Scalar {
    if case .each(_, let part) = self { return part }
    return self
  }

  /// The expression with paths through a list replaced by paths of the current element.
  fileprivate var ofElements: Scalar {
    if case .field(let path) = self, let inner = path.lastList?.inner { return .element(inner) }
    return mapParts { $0.ofElements }
  }
}
