import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// `sum($rows, "total")`, `max(query invoices select created)`: an aggregate of a list's values.
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

  /// The member that is named must be there, and amounts of money must be of one currency.
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

  /// The member that names the currency of a row's amounts.
  private static let currency = "currency"

  /// An aggregate of amounts by the name of their member, each held to the currency beside it: a
  /// statement in the expression selects it too, a variable's rows must have it.
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

  /// Lets a read in the expression answer with the currency of its rows as well.
  private mutating func selectCurrency(in rows: Scalar) -> Bool {
    guard case .operation(let number) = rows, inner.indices.contains(number),
      case .read(var read) = inner[number].operation, !read.isGrouped
    else { return false }
    read.columns?.append(
      SelectedColumn(
        .scalar(.field(.currency)), in: Column(member: Self.currency), shape: .text))
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
  /// The path to the only value in a record, through records that have one member each.
  var onlyPath: RowPath? {
    guard let (name, shape) = only else { return nil }
    guard case .record(let inner) = shape else { return RowPath([.key(name)]) }
    return inner.onlyPath.map { RowPath([.key(name)] + $0.steps) }
  }
}

extension ValueShape {
  /// Whether a member is an amount of money whose currency the value names.
  func isMoney(_ name: String) -> Bool {
    guard case .typed(let type, _) = self else { return false }
    return type.field(named: name)?.isAmount == true && type.field(named: "currency") != nil
  }
}
