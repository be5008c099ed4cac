import JSON
import StripeCatalog
import Synchronization

/// Fields that are stored and shown only where `expand` names them: a price's tiers.
struct RequestedFields: Sendable {
  /// What stands before their values in a stored object.
  private let marks: [[UInt8]]
  private let shape: TypeShape

  private static let known = Mutex<[TypeShape: RequestedFields]>([:])

  /// Those within an answer's object, found once for each type.
  static func within(_ shape: TypeShape) -> RequestedFields {
    known.withLock { known in
      if let found = known[shape] { return found }
      var names: Set<String> = []
      var seen: Set<ObjectType> = []
      collect(in: shape, into: &names, &seen)
      let fields = RequestedFields(
        marks: names.sorted().map { Array("\"\($0)\"".utf8) }, shape: shape)
      known[shape] = fields
      return fields
    }
  }

  private static func collect(
    in shape: TypeShape, into names: inout Set<String>, _ seen: inout Set<ObjectType>
  ) {
    switch shape {
    case .object(let type), .list(let type):
      if seen.insert(type).inserted { collect(type.fields, into: &names, &seen) }
    case .record(let record): collect(record.fields, into: &names, &seen)
    case .array(let element), .map(let element): collect(in: element, into: &names, &seen)
    case .union(let shapes): for shape in shapes { collect(in: shape, into: &names, &seen) }
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration,
      .expandable:
      break
    }
  }

  private static func collect(
    _ fields: [Field], into names: inout Set<String>, _ seen: inout Set<ObjectType>
  ) {
    for field in fields {
      if field.isOnRequest { names.insert(field.name) }
      collect(in: field.type, into: &names, &seen)
    }
  }

  /// Whether stored bytes may hold one of them; most objects hold none, and go out as they are.
  func mayStand(in bytes: [UInt8]) -> Bool { marks.contains { bytes.contains($0) } }

  /// The object without those that an expansion does not name.
  func hidden(in object: JSONObject, but tree: ExpansionTree?) -> JSONObject {
    marks.isEmpty ? object : Self.hidden(in: object, shape, but: tree)
  }

  private static func hidden(
    in object: JSONObject, _ shape: TypeShape, but tree: ExpansionTree?
  ) -> JSONObject {
    JSONObject(
      object.members.compactMap { member in
        let fields = ExpandableFields.fields(member.key, in: shape)
        let children = tree?.children[member.key]
        if children == nil, fields.contains(where: \.isOnRequest) { return nil }
        let shapes = ExpandableFields.named(member.key, in: shape)
        let inner = shapes.count == 1 ? shapes[0] : .union(shapes)
        return JSONMember(member.key, hidden(in: member.value, inner, but: children))
      })
  }

  private static func hidden(
    in value: JSONValue, _ shape: TypeShape, but tree: ExpansionTree?
  ) -> JSONValue {
    switch value {
    case .object(let object): .object(hidden(in: object, shape, but: tree))
    case .array(let elements): .array(elements.map { hidden(in: $0, shape, but: tree) })
    case .null, .bool, .number, .string: value
    }
  }
}
