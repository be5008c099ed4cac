import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// A function call, as written.
struct FunctionCall {
  let name: Name
  let arguments: [Expression]
  let isDistinct: Bool
  let span: Span

  init(_ name: Name, _ arguments: [Expression], _ isDistinct: Bool, at span: Span) {
    (self.name, self.arguments, self.isDistinct, self.span) = (name, arguments, isDistinct, span)
  }

  /// The function of that name, in upper or lower case; nil if there is none.
  var function: Function? { Function(rawValue: name.text.lowercased()) }
}

extension Checker {
  mutating func checkedCall(_ call: FunctionCall, on scope: ExpressionScope) -> Scalar? {
    guard let function = call.function else {
      report(
        .unknownFunction, "unknown function `\(call.name.text)`", at: call.name.span,
        hint: suggestion(for: call.name.text, among: Function.allCases.map(\.rawValue)),
        notes: ["`help functions` lists them"])
      return nil
    }
    if let aggregate = function.aggregate, case .rows(let object) = scope,
      call.isOverRows(of: object, elementsToo: addsElements)
    {
      return checkedAggregate(aggregate, call, of: object)
    }
    if call.isDistinct {
      report(
        .invalidValue, "`distinct` is for aggregates of rows", at: call.span,
        hint: "select distinct values, as in `count(query … select distinct …)`")
      return nil
    }
    guard function.arity.contains(call.arguments.count) else {
      report(
        .invalidValue, "`\(function.rawValue)` takes \(function.arityText)", at: call.name.span,
        hint: "write it as in `\(function.signature.example)`")
      return nil
    }
    switch function {
    case .count, .exists:
      if case .operation(let statement)? = call.arguments.first?.kind, call.arguments.count == 1 {
        return checkedCount(of: statement, function)
      }
    case .read: return checkedFile(call, on: scope)
    case .sum, .avg, .min, .max, .lower, .upper, .trim, .concat, .substring, .replace, .split,
      .starts_with, .ends_with, .matches, .round, .floor, .ceil, .abs, .money, .date, .week,
      .month, .quarter, .year, .weekday, .hour, .format_time, .iso, .length, .first, .last, .if,
      .coalesce, .env:
      break
    }
    return checkedPlainCall(function, call, on: scope)
  }

  /// Checks `count(query …)`, which counts rows without keeping them, and `exists(query …)`, which
  /// reads one row.
  private mutating func checkedCount(
    of statement: OperationStatement, _ function: Function
  ) -> Scalar? {
    guard var operation = checkedInnerOperation(statement) else { return nil }
    guard function == .exists else { return hoisted(operation, isCounted: true) }
    if case .read(var read) = operation, read.limit == nil, read.count == .many {
      read.limit = .constant(1)
      operation = .read(read)
    }
    return .comparison(
      .greater, hoisted(operation, isCounted: true), .constant(0), as: .number)
  }

  /// Checks `read("customers.csv")`. The rows have the columns of the file's header.
  private mutating func checkedFile(_ call: FunctionCall, on scope: ExpressionScope) -> Scalar? {
    guard case .nothing = scope else {
      report(
        .invalidValue, "a file is not read for each row", at: call.span,
        hint: "read it before, as in `let rows = read(…)`")
      return nil
    }
    guard let path = checkedScalar(call.arguments[0], on: scope),
      fits(.read, [path], call.arguments, on: scope)
    else { return nil }
    let known = path.constant ?? knownValue(of: path)
    return hoisted(
      .file(
        CheckedFile(
          path: path, rowShape: known?.string.map(context.rowShape) ?? .unknown,
          place: place(call.span))),
      isCounted: false)
  }

  private mutating func checkedPlainCall(
    _ function: Function, _ call: FunctionCall, on scope: ExpressionScope
  ) -> Scalar? {
    guard var scalars = checkedArguments(function, call, on: scope),
      fits(function, scalars, call.arguments, on: scope)
    else { return nil }
    if function == .exists {
      return .comparison(.greater, .call(.count, scalars), .constant(0), as: .number)
    }
    if function == .concat { scalars = scalars.map { text(of: $0, on: scope) } }
    if function.takesZone { scalars.append(.zone) }
    return function.aggregate == nil
      ? .call(function, scalars)
      : checkedListAggregate(function, scalars, call.arguments, at: call.name.span)
  }

  /// Checks the arguments. An aggregate within a row takes a value of each list element.
  private mutating func checkedArguments(
    _ function: Function, _ call: FunctionCall, on scope: ExpressionScope
  ) -> [Scalar]? {
    guard var scalars = checkedAll(call.arguments, on: scope) else { return nil }
    guard function.aggregate != nil, case .rows = scope, let first = scalars.first else {
      return scalars
    }
    guard let spread = eachElement(first, at: call.arguments[0].span) else { return nil }
    scalars[0] = spread
    return scalars
  }

  /// Returns true unless an argument can never have the type that the function takes; such an
  /// argument is reported.
  private mutating func fits(
    _ function: Function, _ scalars: [Scalar], _ arguments: [Expression],
    on scope: ExpressionScope
  ) -> Bool {
    for (index, (scalar, argument)) in zip(scalars, arguments).enumerated() {
      let parameter = function.signature.parameter(at: index)
      if parameter == .condition {
        guard isTruth(scalar, argument, on: scope) else { return false }
      }
      guard !mayBe(parameter, scalar, on: scope) else { continue }
      report(
        .invalidValue,
        "`\(function.rawValue)` requires \(parameter.phrase), and this is "
          + shape(of: scalar, on: scope).named, at: argument.span)
      return false
    }
    if [.first, .last].contains(function), shape(of: scalars[0], on: scope).element == nil {
      report(
        .invalidValue, "`\(function.rawValue)` requires a list", at: arguments[0].span)
      return false
    }
    return true
  }

  /// Returns true if a value may have the type that a parameter takes.
  func mayBe(
    _ parameter: FunctionSignature.Parameter, _ scalar: Scalar, on scope: ExpressionScope
  ) -> Bool {
    if knownValue(of: scalar) != nil { return true }
    if let constant = scalar.constant?.string {
      // A text that spells a number or a time is accepted as one.
      if parameter == .number { return JSONValue.string(constant).numeric != nil }
      if parameter == .time { return JSONValue.string(constant).seconds != nil }
    }
    switch shape(of: scalar, on: scope) {
    case .unknown: return true
    case .list: return parameter == .any || parameter == .list
    case .record: return parameter == .any
    case .typed(let type, _): return parameter.admits(type)
    }
  }
}

extension FunctionCall {
  /// Creates the call of an aggregate from an expression; nil for other expressions.
  init?(aggregateIn expression: Expression) {
    guard case .call(let name, let arguments, let isDistinct) = expression.kind else { return nil }
    self.init(name, arguments, isDistinct, at: expression.span)
    guard function?.aggregate != nil else { return nil }
  }

  /// Returns true if an aggregate is over the rows of a statement, and not over a list within each
  /// row or a value that is a list.
  /// - Parameter elementsToo: True if elements of lists within rows are combined over all rows.
  func isOverRows(of object: ObjectType, elementsToo: Bool) -> Bool {
    guard let argument = arguments.first else { return true }
    guard arguments.count == 1 else { return false }
    switch argument.kind {
    case .path(let path):
      guard let field = try? object.resolve(path) else { return true }
      return field.isMany ? elementsToo : !field.isList
    case .operation, .request, .variable, .array, .object, .string: return false
    case .null, .bool, .number, .date, .now, .today, .duration, .period, .money, .call, .negative,
      .arithmetic, .comparison, .like, .membership, .between, .nullTest, .all, .any, .not:
      let isThroughList = argument.contains { part in
        guard case .path(let path) = part.kind else { return false }
        return (try? object.resolve(path))?.isMany ?? false
      }
      return isThroughList ? elementsToo : true
    }
  }
}

extension ResolvedField {
  /// True if the field itself is a list.
  fileprivate var isList: Bool {
    switch shape {
    case .array, .list: return true
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .expandable, .union:
      return false
    }
  }
}

extension FunctionSignature.Parameter {
  /// The type with an article, for messages.
  fileprivate var phrase: String {
    switch self {
    case .any: "a value"
    case .text: "a text"
    case .number: "a number"
    case .time: "a time"
    case .list: "a list"
    case .condition: "a condition"
    }
  }

  fileprivate func admits(_ type: TypeShape) -> Bool {
    switch self {
    case .any, .condition: true
    case .text: !type.isCompound && type.valueKind != .boolean
    case .number: type == .string || !type.isCompound && type.valueKind.isNumeric
    case .time: type == .string || !type.isCompound && type.valueKind.isNumeric
    case .list: type.isCompound || type == .any
    }
  }
}

extension TypeShape {
  /// True if the values are lists, objects or maps.
  fileprivate var isCompound: Bool {
    switch self {
    case .array, .list, .map, .record, .object: true
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration,
      .expandable, .union:
      false
    }
  }
}

extension Function {
  /// The number of arguments in words: "1 argument", "1 to 2 arguments"
  var arityText: String {
    arity.count == 1
      ? "\(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")"
      : "\(arity.lowerBound) to \(arity.upperBound) arguments"
  }
}

extension ValueKind {
  /// True if the values can be numbers; times are Unix seconds.
  fileprivate var isNumeric: Bool { [.number, .timestamp, .any].contains(self) }
}
