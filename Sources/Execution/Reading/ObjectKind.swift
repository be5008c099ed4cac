import JSON
import StripeCatalog

/// The kind of object that a response, or a row of a list, must be.
struct ObjectKind: Sendable {
  private let object: ObjectType
  /// The values of `object` that Stripe may write: one word, or that of each member of a family.
  private let names: Set<String>

  init(_ object: ObjectType) {
    self.object = object
    let type = object.field(named: "object")?.type
    names = Set(type?.words ?? []).union([object.typeName])
  }

  /// Returns the reason why the rows of a page are not of this kind, judged by the first row; nil
  /// if they are.
  func flaw(ofPage data: [RawJSON]) -> String? {
    guard let first = data.first else { return nil }
    guard first.kind == .object else { return "the list contains rows that are not objects" }
    if object.field(named: "id") != nil, first["id"]?.string == nil {
      return "the list contains rows without an `id`"
    }
    guard let name = first["object"]?.string, !names.contains(name) else { return nil }
    return "the list contains \(name) rows, not \(object.plural)"
  }

  /// Returns the reason why a response is not the object of an id; nil if it is.
  func flaw(of answer: RawJSON, id: String) -> String? {
    if let name = answer["object"]?.string, answer.kind == .object {
      guard names.contains(name) else {
        return "the response is \(name.withArticle), not \(title.withArticle)"
      }
      guard !object.isSingleton else { return nil }
      guard let found = answer["id"]?.string else { return "the response has no `id`" }
      return found == id ? nil : "the response is \(name) \(found), not \(id)"
    }
    let isIt = answer["id"]?.string == id || object.isSingleton
    return answer.kind == .object && isIt ? nil : "the response is not \(title.withArticle)"
  }

  private var title: String { object.name }
}

extension TypeShape {
  /// The words that a value of this type can be, if they are known.
  fileprivate var words: [String] {
    switch self {
    case .enumeration(let words): words
    case .union(let types): types.flatMap(\.words)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .array, .map, .record,
      .object, .expandable, .list:
      []
    }
  }
}
