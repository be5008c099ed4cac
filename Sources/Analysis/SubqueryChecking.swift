import Diagnostics
import Expressions
import Language
import StripeCatalog

extension Checker {
  /// Returns the value to compare with: the column of a subquery, the id of an object, or the value
  /// itself; nil after a report.
  mutating func plainValue(
    _ scalar: Scalar, beside field: ResolvedField?, isMembership: Bool, at span: Span
  ) -> Scalar? {
    let shape = shape(of: scalar)
    guard shape.isList else { return plainObject(scalar, shape, beside: field, at: span) }
    guard isMembership else {
      report(
        .invalidValue, "a list cannot be compared with a single value", at: span, hint: "use `in`")
      return nil
    }
    guard let element = shape.element else { return scalar }
    switch element {
    case .record(let members): return onlyColumn(of: scalar, members, at: span)
    case .typed(let type, _) where type.isObject:
      return ids(of: scalar, type, beside: field, at: span)
    case .unknown, .typed, .list: return scalar
    }
  }

  private mutating func onlyColumn(
    of scalar: Scalar, _ members: ValueMembers, at span: Span
  ) -> Scalar? {
    if let path = members.onlyPath { return .column(path, of: scalar) }
    report(
      .invalidValue, "the rows have \(members.names.count) columns, but `in` requires one",
      at: span, hint: "select one column, as in `(query … select id)`",
      notes: ["columns: \(members.names.joined(separator: ", "))"])
    return nil
  }

  /// Returns the ids of whole objects, if the field contains ids of such objects; nil after a
  /// report.
  private mutating func ids(
    of scalar: Scalar, _ type: TypeShape, beside field: ResolvedField?, at span: Span
  ) -> Scalar? {
    guard fits(type, field) else {
      reportObject(type, beside: field, at: span)
      return nil
    }
    return .column(RowPath(keys: "id"), of: scalar)
  }

  private mutating func plainObject(
    _ scalar: Scalar, _ shape: ValueShape, beside field: ResolvedField?, at span: Span
  ) -> Scalar? {
    switch shape {
    case .typed(.object(let object), _) where !fits(.object(object), field):
      reportObject(.object(object), beside: field, at: span)
      return nil
    case PeriodMembers.shape:
      report(
        .invalidValue, "a period cannot be compared with a single value", at: span,
        hint: "use `in`, or the period's `start` or `end`")
      return nil
    case .record(let members) where members["id"] == nil:
      report(
        .invalidValue, "an object cannot be compared with a single value", at: span,
        hint: members.onlyPath.map { "compare its field: `.\($0)`" })
      return nil
    case .unknown, .typed, .record, .list: return scalar
    }
  }

  private func fits(_ type: TypeShape, _ field: ResolvedField?) -> Bool {
    guard let field, case .object(let object) = type else { return true }
    switch field.shape {
    case .expandable(let kinds): return kinds.contains(object)
    case .string, .any: return field.path.steps.last != .key("id") || field.owner == object
    case .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .array, .map, .record,
      .object, .list, .union:
      return false
    }
  }

  private mutating func reportObject(
    _ type: TypeShape, beside field: ResolvedField?, at span: Span
  ) {
    let name = field?.path.description ?? "the value"
    report(
      .invalidValue, "`\(name)` cannot be compared with \(type.phrase.withArticle)", at: span,
      hint: "select the field to compare with, as in `(query … select id)` or `$x.id`")
  }
}

extension ValueShape {
  /// True if the value is known to be a list.
  var isList: Bool {
    switch self {
    case .list, .typed(.array, _), .typed(.list, _): true
    case .unknown, .typed, .record: false
    }
  }
}
