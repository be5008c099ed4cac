import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog

/// Detects values that can never equal the field they are compared with.
extension Checker {
  /// Returns true if a value has the type of the field; otherwise reports it. The comparison would
  /// be false for every row, and true for every row under `not`.
  mutating func agrees(_ value: Scalar, with field: ResolvedField, at span: Span) -> Bool {
    let shape = shape(of: value)
    let compared = shape.isList ? shape.element ?? shape : shape
    return agrees(value, compared, onIDsWith: field, at: span)
      && (value.isConstant || agrees(compared, onKindWith: field, at: span))
  }

  private mutating func agrees(
    _ value: Scalar, _ shape: ValueShape, onIDsWith field: ResolvedField, at span: Span
  ) -> Bool {
    guard let expected = field.idKinds else { return true }
    if let found = shape.idKinds, !found.overlaps(expected) {
      report(
        .invalidValue,
        "`\(field.path)` is \(expected.phrase), but this is \(found.phrase)", at: span,
        hint: found.fieldName(holding: expected).map { "did you mean its `\($0)`?" })
      return false
    }
    guard let id = value.constant?.string, let object = catalog.object(forID: id),
      !IDKinds(objects: [object]).overlaps(expected), !expected.areNamedByAccounts
    else { return true }
    report(
      .invalidValue,
      "`\(field.path)` is \(expected.phrase), but \(id) is the id of \(object.name.withArticle)",
      at: span)
    return false
  }

  private mutating func agrees(
    _ shape: ValueShape, onKindWith field: ResolvedField, at span: Span
  ) -> Bool {
    guard case .typed(let type, _) = shape, let expected = field.shape.plainKind,
      let found = type.plainKind, expected != found, found != .text
    else { return true }
    report(
      .invalidValue,
      "`\(field.path)` is \(field.target.type.typeName.withArticle), "
        + "but this is \(type.typeName.withArticle)", at: span)
    return false
  }
}

extension IDKinds {
  /// True if accounts can choose these ids freely, so that they may look like ids of other objects.
  fileprivate var areNamedByAccounts: Bool {
    objects.contains { $0.operation(.create)?.parameter(named: "id") != nil }
  }

  /// Returns the name of a field of these objects that contains ids of other kinds; nil if none
  /// does.
  fileprivate func fieldName(holding other: IDKinds) -> String? {
    objects.lazy.flatMap(\.fields).first { field in
      guard case .expandable(let kinds) = field.type else { return false }
      return IDKinds(objects: kinds).overlaps(other)
    }?.name
  }
}

extension TypeShape {
  /// The kind of a type whose values are all of that kind; nil if other values can be compared with
  /// it too. Metadata, for example, are texts that may spell numbers.
  fileprivate var plainKind: ValueKind? {
    switch self {
    case .string, .enumeration, .expandable: .text
    // Times are numbers, and decimals can be strings.
    case .integer, .number, .timestamp, .decimal: .number
    case .boolean: .boolean
    case .any, .array, .map, .record, .object, .list, .union: nil
    }
  }
}
