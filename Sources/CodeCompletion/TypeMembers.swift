import StripeCatalog

/// A member with which a path can continue below a type.
struct TypeMember {
  let name: String
  let type: TypeShape
  /// True if Stripe returns it only if `expand` names it.
  let isOnRequest: Bool
  /// True if it is an amount of money.
  let isAmount: Bool

  init(_ field: Field) {
    (name, type) = (field.name, field.type)
    (isOnRequest, isAmount) = (field.isOnRequest, field.isAmount)
  }

  init(_ name: String, _ type: TypeShape) {
    (self.name, self.type, isOnRequest, isAmount) = (name, type, false, false)
  }

  /// The type in a word or two, and a note if the field is returned only on request.
  var summary: String { isOnRequest ? "\(type.summary), on request" : type.summary }
}

extension TypeShape {
  /// Returns the types that a path leads to from here, through lists and expandable ids. There are
  /// several if an id can belong to several objects.
  func types(at path: [String]) -> [TypeShape] {
    path.reduce([self]) { types, name in
      types.flatMap(\.members).filter { $0.name == name }.map(\.type)
    }
  }

  /// The members with which a path can continue.
  var members: [TypeMember] {
    switch self {
    case .record(let record): record.fields.map(TypeMember.init)
    case .object(let object): object.fields.map(TypeMember.init)
    case .expandable(let objects): objects.flatMap { TypeShape.object($0).members }
    case .array(let element): element.members
    case .union(let types): types.flatMap(\.members)
    // Stripe wraps the lists of all objects in the same structure.
    case .list(let object):
      [
        TypeMember("data", .array(of: .object(object))), TypeMember("has_more", .boolean),
        TypeMember("url", .string),
      ]
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map: []
    }
  }

  /// True for an expandable id, or a list of them.
  var isExpandable: Bool {
    mayBe { if case .expandable = $0 { true } else { false } }
  }

  /// True for an expandable id, or a record that contains one. Records are not nested more deeply
  /// before the next object.
  var leadsToExpandable: Bool {
    isExpandable || members.contains { $0.type.isExpandable }
  }

  /// True if a path almost always continues below a value of the type, so that Tab adds the dot.
  var hasKnownMembers: Bool {
    switch self {
    case .record, .map, .list: true
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .object, .expandable, .union:
      false
    }
  }

  /// The records whose parameters a body's key takes, including those in lists and unions.
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
