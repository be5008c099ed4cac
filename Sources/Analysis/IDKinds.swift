import Expressions
import JSON
import StripeCatalog

/// The kinds of object whose ids a value is.
struct IDKinds {
  let objects: [ObjectType]

  /// Whether an id can be one of both.
  func overlaps(_ other: IDKinds) -> Bool {
    objects.contains { object in other.objects.contains { Self.isAlike(object, $0) } }
  }

  /// As messages name them: `the id of a customer`.
  var phrase: String {
    "the id of \(objects.prefix(3).map(\.name.withArticle).joined(separator: " or "))"
  }

  /// Whether ids of one may stand for the other: both are kept as one thing, or in one field.
  private static func isAlike(_ left: ObjectType, _ right: ObjectType) -> Bool {
    let names = [left, right].map { String($0.name.split(separator: ".").last ?? "") }
    return names[0] == names[1] || interchangeable.contains { $0.isSuperset(of: names) }
  }

  /// Objects with ids in common. Source: Stripe's API reference of payment methods, of prices
  /// (which answer to the ids of plans) and of payments (charges of other kinds than cards).
  private static let interchangeable: [Set<String>] = [
    [
      "payment_method", "payment_source", "source", "card", "bank_account", "external_account",
      "account", "token",
    ],
    ["price", "plan"], ["charge", "payment"], ["invoice_line_item", "line_item", "invoice_item"],
  ]
}

extension ResolvedField {
  /// The kinds of object whose ids it holds; nil where it holds other values too, or nobody knows.
  var idKinds: IDKinds? {
    switch shape {
    case .expandable(let kinds): IDKinds(objects: kinds)
    case .string where path.steps.last == .key("id"): owner.map { IDKinds(objects: [$0]) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .object, .list, .union:
      nil
    }
  }

  /// The shape of its values.
  var valueShape: ValueShape {
    if kind == .timestamp { return .time }
    return .typed(idKinds.map { .expandable($0.objects) } ?? shape)
  }
}

extension ValueShape {
  /// The kinds of object whose ids it is; nil for anything but ids.
  var idKinds: IDKinds? {
    guard case .typed(.expandable(let kinds), let expanded) = self, !expanded.contains([]) else {
      return nil
    }
    return IDKinds(objects: kinds)
  }
}
