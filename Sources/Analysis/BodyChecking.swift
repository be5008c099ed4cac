import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

extension Checker {
  /// Checks the members of a nested record or map.
  mutating func checkedMembers(
    _ literal: ObjectLiteral, of shape: TypeShape, under name: String
  ) -> Scalar? {
    switch shape {
    case .record(let record): return checkedRecord(literal, of: record, under: name)
    case .map(let value): return checkedMap(literal, of: value, under: name)
    case .union(let shapes):
      let records = shapes.filter { $0.problem(with: .object([:])) == nil }
      return checkedMembers(literal, of: records.first ?? .any, under: name)
    case .any, .object, .list:
      return checkedScalar(Expression(.object(literal), at: literal.span), on: .nothing)
    case .array:
      report(.invalidValue, "`\(name)` takes a list: [{ … }]", at: literal.span)
      return nil
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .expandable:
      report(
        .invalidValue, "`\(name)` takes \(shape.typeName.withArticle), not an object",
        at: literal.span)
      return nil
    }
  }

  private mutating func checkedMap(
    _ literal: ObjectLiteral, of shape: TypeShape, under name: String
  ) -> Scalar? {
    var members = MergedMembers()
    for member in literal.members {
      guard
        let value = checkedArgument(
          member.value, for: shape.mapValue, named: name, isAmount: false)
      else { return nil }
      // A dotted key is the name of one value.
      add(member, as: [member.key.map(\.text).joined(separator: ".")], with: value, to: &members)
    }
    return members.scalar
  }

  private mutating func checkedRecord(
    _ literal: ObjectLiteral, of record: RecordShape, under name: String
  ) -> Scalar? {
    let currency = literal.text(of: "currency")
    var members = MergedMembers()
    var isWhole = true
    for member in literal.members {
      let value = checkedMember(
        member.key[...], member.value, of: record, under: name, currency: currency)
      if let value { add(member, with: value, to: &members) } else { isWhole = false }
    }
    return isWhole ? members.scalar : nil
  }

  /// Checks one member; a dotted key leads into nested records.
  mutating func checkedMember(
    _ key: ArraySlice<Name>, _ value: Expression, of record: RecordShape, under name: String,
    currency: String?
  ) -> Scalar? {
    guard let first = key.first else { return nil }
    let path = name.isEmpty ? first.text : "\(name)[\(first.text)]"
    guard let parameter = record.parameter(named: first.text) else {
      report(
        .unknownParameter, "\(writing) has no parameter `\(path)`", at: first.span,
        hint: suggestion(for: first.text, among: record.names))
      return nil
    }
    let rest = key.dropFirst()
    if let next = rest.first {
      return checkedNested(rest, next, value, of: parameter, under: path, currency: currency)
    }
    guard agrees(value, with: currency) else { return nil }
    warnUnclearable(value, parameter, path)
    guard !changesNothing(value, parameter, path) else { return nil }
    return checkedArgument(
      value, for: parameter.type, named: path, isAmount: parameter.isAmount)
  }

  private mutating func checkedNested(
    _ rest: ArraySlice<Name>, _ next: Name, _ value: Expression, of parameter: Parameter,
    under path: String, currency: String?
  ) -> Scalar? {
    switch parameter.type.memberShape {
    case .record(let record):
      return checkedMember(rest, value, of: record, under: path, currency: currency)
    case .map(let shape):
      return checkedArgument(value, for: shape.mapValue, named: path, isAmount: false)
    case .any:
      return checkedScalar(value, on: .nothing)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .array,
      .object, .expandable, .list, .union:
      report(.unknownParameter, "`\(path)` has no parameter `\(next.text)`", at: next.span)
      return nil
    }
  }

  /// Adds a member to those of its object, under its dotted key or under another; reports it if a
  /// value would be lost.
  mutating func add(
    _ member: MemberLiteral, as key: [String]? = nil, with value: Scalar,
    to members: inout MergedMembers
  ) {
    guard let clash = members.set((key ?? member.key.map(\.text))[...], to: value) else { return }
    report(
      .invalidValue,
      "`\(clash.key.joined(separator: "."))` is given "
        + (clash.isWholeAndPart ? "whole and in parts" : "twice"),
      at: member.key.first?.span ?? member.value.span)
  }

  /// Returns true if money in a body has the currency that the body names; otherwise reports it.
  private mutating func agrees(_ value: Expression, with currency: String?) -> Bool {
    guard case .money(let written, _) = value.kind, let currency,
      written.lowercased() != currency.lowercased(), CurrencyDecimals.digits(of: written) != nil
    else { return true }
    report(
      .invalidValue, "the amount is in \(written) but `currency` is \"\(currency)\"", at: value.span
    )
    return false
  }

  private mutating func warnUnclearable(_ value: Expression, _ parameter: Parameter, _ path: String)
  {
    guard case .null = value.kind,
      !parameter.canBeCleared(isNullable: written?.object.isNullable(setBy: path))
    else { return }
    report(
      .invalidValue, "Stripe does not let `\(path)` be cleared", at: value.span,
      severity: .warning)
  }

  /// Returns true and reports an empty list or map in an update that cannot clear anything.
  private mutating func changesNothing(
    _ value: Expression, _ parameter: Parameter, _ path: String
  ) -> Bool {
    guard let written, written.verb.clearsEmpties, !written.object.isV2, value.isEmptyLiteral,
      !parameter.isClearable
    else { return false }
    report(.invalidValue, UnclearableParameter(name: path).message, at: value.span)
    return true
  }
}

extension Expression {
  /// True for `[]` and `{}`.
  fileprivate var isEmptyLiteral: Bool {
    switch kind {
    case .array(let elements): elements.isEmpty
    case .object(let literal): literal.members.isEmpty
    case .null, .bool, .number, .string, .date, .now, .today, .duration, .period, .money, .path,
      .variable,
      .call, .operation, .request, .negative, .arithmetic, .comparison, .like, .membership,
      .between, .nullTest, .all, .any, .not:
      false
    }
  }
}

extension ObjectLiteral {
  /// Returns the value of a member that is a plain text; nil otherwise.
  func text(of key: String) -> String? {
    let member = members.last { $0.key.count == 1 && $0.key.first?.text == key }
    guard case .string(let parts)? = member?.value.kind, parts.count == 1,
      case .text(let text)? = parts.first
    else { return nil }
    return text
  }
}
