import Expressions
import JSON
import StripeCatalog

/// The types of the objects whose ids a value can be.
struct IDKinds {
  let objects: [ObjectType]

  /// Returns true if an id can belong to both.
  func overlaps(_ other: IDKinds) -> Bool {
    objects.contains { object in other.objects.contains { Self.isAlike(object, $0) } }
  }

  /// The types in the wording of a message: `the id of a customer`.
  var phrase: String {
    "the id of \(objects.prefix(3).map(\.name.withArticle).joined(separator: " or "))"
  }

  /// Returns true if ids of one type can be used for the other, because Stripe treats both as one
  /// object or stores them in one field.
  private static func isAlike(_ left: ObjectType, _ right: ObjectType) -> Bool {
    let names = [left, right].map { String($0.name.split(separator: ".").last ?? "") }
    return names[0] == names[1] || interchangeable.contains { $0.isSuperset(of: names) }
  }

  /// Objects with ids in common. Source: Stripe's API reference of payment methods, of prices
  /// (which can be retrieved by the ids of plans) and of payments (charges not made with cards).
  private static let interchangeable: [Set<String>] = [
    [
      "payment_method", "payment_source", "source", "card", "bank_account", "external_account",
      "account", "token",
    ],
    ["price", "plan"], ["charge", "payment"], ["invoice_line_item", "line_item", "invoice_item"],
  ]
}

extension ResolvedField {
  /// The types of the objects whose ids the field contains; nil if it has other values too, or is
  /// unknown.
  var idKinds: IDKinds? {
    switch shape {
    case .expandable(let kinds): IDKinds(objects: kinds)
    case .string where path.steps.last == .key("id"): owner.map { IDKinds(objects: [$0]) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .object, .list, .union:
      nil
    }
  }

  /// The shape of the field's values.
  var valueShape: ValueShape {
    if kind == .timestamp { return .time }
    return .typed(idKinds.map { .expandable($0.objects) } ?? shape)
  }
}

extension ValueShape {
  /// The types of the objects whose ids it is; nil for values that are not ids.
  var idKinds: IDKinds? {
    guard case .typed(.expandable(let kinds), let expanded) = self, !expanded.contains([]) else {
      return nil
    }
    return IDKinds(objects: kinds)
  }
}
