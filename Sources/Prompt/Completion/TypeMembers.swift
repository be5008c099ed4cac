import StripeCatalog

/// What a path can go on with from a type.
struct TypeMember {
  let name: String
  let type: TypeShape
  /// Whether Stripe sends it only where `expand` names it.
  let isOnRequest: Bool

  init(_ field: Field) {
    (name, type, isOnRequest) = (field.name, field.type, field.isOnRequest)
  }

  init(_ name: String, _ type: TypeShape) {
    (self.name, self.type, isOnRequest) = (name, type, false)
  }

  /// The type in a word or two, and that it has to be asked for.
  var summary: String { isOnRequest ? "\(type.summary), on request" : type.summary }
}

extension TypeShape {
  /// The types that a path leads to from here, through lists and expanded ids; several where an id
  /// may be of several objects.
  func types(at path: [String]) -> [TypeShape] {
    path.reduce([self]) { types, name in
      types.flatMap(\.members).filter { $0.name == name }.map(\.type)
    }
  }

  /// What a path can go on with.
  var members: [TypeMember] {
    switch self {
    case .record(let record): record.fields.map(TypeMember.init)
    case .object(let object): object.fields.map(TypeMember.init)
    case .expandable(let objects): objects.flatMap { TypeShape.object($0).members }
    case .array(let element): element.members
    case .union(let types): types.flatMap(\.members)
    // Stripe's list envelope is the same around all objects.
    case .list(let object):
      [
        TypeMember("data", .array(of: .object(object))), TypeMember("has_more", .boolean),
        TypeMember("url", .string),
      ]
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map: []
    }
  }

  /// Whether it is an id, or a list of ids, that Stripe can put the objects for.
  var isExpandable: Bool {
    mayBe { if case .expandable = $0 { true } else { false } }
  }

  /// Whether it is one, or holds some one level further down, which is as deep as records go
  /// before an object stands between.
  var leadsToExpandable: Bool {
    isExpandable || members.contains { $0.type.isExpandable }
  }

  /// Whether a path nearly always goes on below a value, so that TAB may write the dot.
  var hasKnownMembers: Bool {
    switch self {
    case .record, .map, .list: true
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .object, .expandable, .union:
      false
    }
  }

  /// The records whose parameters a body's key takes, through lists and alternatives.
  var records: [RecordShape] {
    switch self {
    case .record(let record): [record]
    case .array(let element): element.records
    case .union(let types): types.flatMap(\.records)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .object, .expandable, .list:
      []
    }
  }
}
