import Diagnostics
import StripeCatalog

/// An error for a member that a value cannot have.
package struct UnknownMember: Error, Sendable, Hashable {
  /// The value without the member, in the wording of a message: "customer", "a text".
  package var owner: String
  /// The names that it does have.
  package var candidates: [String]
  /// The reason why the step is impossible, used in place of "has no member"; nil if there is none.
  package var reason: String?
}

extension ValueShape {
  /// Returns the shape at the end of a path.
  /// - Throws: `UnknownStep` for the first step that is impossible, with its position and the
  ///   reason.
  package func following(
    _ steps: [RowPath.Step]
  ) throws(UnknownStep) -> ValueShape {
    var shape = self
    for (position, step) in steps.enumerated() {
      do {
        shape = try shape.taking(step)
      } catch {
        throw UnknownStep(position: position, member: error)
      }
    }
    return shape
  }

  private func taking(_ step: RowPath.Step) throws(UnknownMember) -> ValueShape {
    switch step {
    case .key(let name): try member(named: name)
    case .index, .each: try indexed()
    }
  }

  /// Returns the shape of a member.
  /// - Throws: `UnknownMember` if a value of this shape never has it.
  package func member(named name: String) throws(UnknownMember) -> ValueShape {
    switch self {
    case .unknown: return .unknown
    case .record(let members):
      if let found = members[name] { return found }
      throw UnknownMember(owner: "the object", candidates: members.names)
    case .list:
      throw UnknownMember(
        owner: "a list", candidates: [],
        reason: "is a list: select an element, as in `[0]`, or use `for`")
    case .typed(let type, let expanded):
      return try type.member(named: name, expanded: expanded)
    }
  }

  private func indexed() throws(UnknownMember) -> ValueShape {
    switch self {
    case .unknown: return .unknown
    case .list(let element): return element
    case .typed(.array(let element), let expanded): return .typed(element, expanded: expanded)
    case .typed(.any, _): return .unknown
    case .typed(let type, _):
      let hint = type.isList ? "; its elements are in `data`" : ""
      throw UnknownMember(owner: type.phrase, candidates: [], reason: "is not a list\(hint)")
    case .record:
      throw UnknownMember(owner: "an object", candidates: [], reason: "is not a list")
    }
  }

  /// The shape of the loop variable when a loop runs over the value: the elements of a list, or an
  /// object itself; nil if the value cannot be looped over.
  package var element: ValueShape? {
    switch self {
    case .unknown: .unknown
    case .list(let element): element
    case .record: self
    case .typed(let type, let expanded): type.element(expanded: expanded)
    }
  }

  /// The names that can follow a dot, for completion.
  package var memberNames: [String] {
    switch self {
    case .unknown, .list: []
    case .record(let members): members.names
    case .typed(let type, let expanded): type.memberNames(expanded: expanded)
    }
  }
}

/// The first step of a path that is impossible.
package struct UnknownStep: Error, Sendable, Hashable {
  /// The number of steps before it.
  package var position: Int
  /// The reason why it is impossible.
  package var member: UnknownMember
}

extension TypeShape {
  fileprivate func member(
    named name: String, expanded: [[String]]
  ) throws(UnknownMember) -> ValueShape {
    let below = expanded.compactMap { $0.first == name ? Array($0.dropFirst()) : nil }
    switch self {
    case .any: return .unknown
    case .map(let value): return .typed(value, expanded: below)
    case .list(let object): return try listMember(named: name, of: object, expanded: below)
    case .expandable(let kinds) where !expanded.contains([]):
      throw UnknownMember(
        owner: phrase, candidates: [],
        reason: "is the id of \(kinds.map(\.name.withArticle).joined(separator: " or "))"
          + "; add `expand` to the statement that returned it")
    case .record, .object, .expandable, .union:
      if let field = field(named: name) {
        if name == "id", field.type == .string, !kinds.isEmpty {
          return .typed(.expandable(kinds))
        }
        return .typed(field.type, expanded: below)
      }
      // A deleted object is a stub with this additional field.
      if name == "deleted", isObject { return .boolean }
      if takesAnything { return .unknown }
      throw UnknownMember(owner: phrase, candidates: fieldNames)
    case .array:
      throw UnknownMember(
        owner: phrase, candidates: [], reason: "is a list: select an element, as in `[0]`")
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration:
      throw UnknownMember(
        owner: phrase, candidates: [], reason: "is \(typeName.withArticle) and has no fields")
    }
  }

  fileprivate func memberNames(expanded: [[String]]) -> [String] {
    switch self {
    case .list: TypeShape.listMembers
    case .expandable where !expanded.contains([]): []
    case .expandable, .record, .object, .union: fieldNames
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map:
      []
    }
  }

  /// The members of Stripe's lists that both API versions have.
  private static let listMembers = ["data", "has_more", "object", "url"]

  /// The objects that a value of this type is, or is an id of.
  private var kinds: [ObjectType] {
    switch self {
    case .object(let object): [object]
    case .expandable(let kinds): kinds
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .map, .record, .list, .union:
      []
    }
  }

  private func listMember(
    named name: String, of object: ObjectType, expanded: [[String]]
  ) throws(UnknownMember) -> ValueShape {
    switch name {
    case "data": return .typed(.array(of: .object(object)), expanded: expanded)
    case "has_more": return .boolean
    case "url", "object": return .text
    // API version 2 links to its pages, and a search to the next page.
    case "next_page", "previous_page_url", "next_page_url", "total_count": return .unknown
    default:
      throw UnknownMember(owner: phrase, candidates: TypeShape.listMembers)
    }
  }

  /// True if one of several types accepts any member, so that none can be reported as missing.
  private var takesAnything: Bool {
    guard case .union(let shapes) = self else { return false }
    return shapes.contains { shape in
      switch shape {
      case .any, .map: true
      case .expandable, .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration,
        .array, .record, .object, .list, .union:
        false
      }
    }
  }

  fileprivate func element(expanded: [[String]]) -> ValueShape? {
    switch self {
    case .any: .unknown
    case .array(let element): .typed(element, expanded: expanded)
    case .list(let object):
      .object(
        object, expanded: expanded.compactMap { $0.first == "data" ? Array($0.dropFirst()) : nil })
    case .map, .record, .object: .typed(self, expanded: expanded)
    // An id is one value; a loop over an expanded object has that object as its only element.
    case .expandable: expanded.contains([]) ? .typed(self, expanded: expanded) : nil
    case .union(let shapes): shapes.contains { $0.element(expanded: []) != nil } ? .unknown : nil
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration: nil
    }
  }

  /// The name of a value of the type in messages: `customer`, `a text`.
  package var phrase: String {
    switch self {
    case .object(let object): object.name
    case .record: "the object"
    case .expandable, .list, .array, .map, .string, .integer, .number, .boolean, .decimal,
      .timestamp, .any, .enumeration, .union:
      typeName.withArticle
    }
  }
}
