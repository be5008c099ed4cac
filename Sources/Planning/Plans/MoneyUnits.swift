import Expressions
import JSON
import StripeCatalog

/// Finds the expressions that are amounts of money in the smallest unit of a currency.
struct MoneyUnits {
  let object: ObjectType
  let grouping: Grouping?

  /// Returns the path to the currency of an expression's value; nil if it is not an amount of
  /// money, or may be in another unit: an amount divided by 100 is in decimals.
  func currency(of scalar: Scalar) -> RowPath? { currency(of: scalar, in: nil) }

  /// Returns the path to the currency of an expression's value.
  /// - Parameter list: The list whose elements the expression is computed for; nil if there is
  ///   none.
  private func currency(of scalar: Scalar, in list: RowPath?) -> RowPath? {
    switch scalar {
    case .field(let path): currency(at: path)
    case .element(let path): list.flatMap { currency(at: $0.each(path)) }
    case .each(let list, let part): currency(of: part, in: list)
    case .group(.key(let index)): grouping.flatMap { currency(of: $0.keys[index], in: nil) }
    case .group(.aggregate(let index)): grouping.flatMap { currency(of: $0.aggregates[index]) }
    case .arithmetic(let operation, let left, let right):
      currency(of: operation, left, right, in: list)
    case .call(let function, let arguments): currency(of: function, arguments, in: list)
    case .constant, .variable, .operation, .moment, .zone, .shifted, .concatenation, .array,
      .object, .column, .fitted, .comparison, .like, .membership, .isNull, .all, .any, .not:
      nil
    }
  }

  private func currency(at path: RowPath) -> RowPath? {
    guard case .money(let currency)? = object.displayKind(at: path) else { return nil }
    return currency
  }

  private func currency(of aggregate: Aggregate) -> RowPath? {
    aggregate.function == .count ? nil : aggregate.argument.flatMap { currency(of: $0, in: nil) }
  }

  private func currency(
    of operation: Arithmetic, _ left: Scalar, _ right: Scalar, in list: RowPath?
  ) -> RowPath? {
    let (first, second) = (currency(of: left, in: list), currency(of: right, in: list))
    switch operation {
    case .add, .subtract: return first == second ? first : nil
    case .multiply:
      guard first == nil || second == nil else { return nil }
      return left.changesUnit || right.changesUnit ? nil : first ?? second
    case .divide: return second == nil && !right.changesUnit ? first : nil
    case .remainder: return nil
    }
  }

  private func currency(
    of function: Function, _ arguments: [Scalar], in list: RowPath?
  ) -> RowPath? {
    switch function {
    case .sum, .avg, .min, .max, .round, .floor, .ceil, .abs:
      arguments.first.flatMap { currency(of: $0, in: list) }
    case .if: common(arguments.dropFirst(), in: list)
    case .coalesce: common(arguments[...], in: list)
    case .count, .lower, .upper, .trim, .concat, .substring, .replace, .split, .starts_with,
      .ends_with, .matches, .money, .date, .week, .month, .quarter, .year, .weekday, .hour,
      .format_time, .iso, .length, .first, .last, .exists, .read, .env:
      nil
    }
  }

  /// Returns the common currency of several amounts; null and 0 fit every currency.
  private func common(_ scalars: ArraySlice<Scalar>, in list: RowPath?) -> RowPath? {
    let amounts = scalars.filter { $0 != .constant(.null) && $0 != .constant(0) }
    let currencies = Set(amounts.map { currency(of: $0, in: list) })
    return currencies.count == 1 ? currencies.first ?? nil : nil
  }
}

extension Scalar {
  /// True for a power of ten: multiplying or dividing an amount by it changes the unit.
  fileprivate var changesUnit: Bool {
    guard let text = constant?.numeric?.text else { return false }
    let digits = text.filter { $0 != "." && $0 != "0" }
    return digits == "1" && text != "1"
  }
}
