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
    guard let list = scalars.first, function != .count else { return .call(function, scalars) }
    guard let element = shape(of: list).element else {
      report(.invalidValue, "`\(function.rawValue)` requires a list", at: span)
      return nil
    }
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
        .unknownField, "the rows have no member `\(name)`", at: span,
        hint: suggestion(for: name, among: error.candidates))
      return nil
    }
    guard element.isMoney(name) else { return .call(function, scalars) }
    return .call(function, scalars + [.constant("currency")])
  }

  private mutating func reportUnnamedMember(
    _ function: Function, _ names: [String], at span: Span
  ) {
    report(
      .invalidValue, "`\(function.rawValue)` requires the name of a member: the rows have several",
      at: span, hint: "write `\(function.rawValue)(…, \"name\")`",
      notes: names.count <= 20 ? ["the rows have \(names.joined(separator: ", "))"] : [])
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
