import JSON
import StripeCatalog
import Synchronization

/// Fields that are stored and shown only where `expand` names them: a price's tiers.
struct RequestedFields: Sendable {
  private let names: Set<String>
  /// A bit for the length of each name, so that most keys need not be looked up; those of 63 bytes
  /// and more share the last one.
  private let lengths: UInt64
  private let shape: TypeShape

  private init(names: Set<String>, shape: TypeShape) {
    self.names = names
    self.shape = shape
    lengths = names.reduce(0) { $0 | Self.bit(of: $1) }
  }

  private static func bit(of name: String) -> UInt64 { 1 << UInt64(min(name.utf8.count, 63)) }

  private func contains(_ name: String) -> Bool {
    lengths & Self.bit(of: name) != 0 && names.contains(name)
  }

  private static let known = Mutex<[TypeShape: RequestedFields]>([:])

  /// Those within an answer's object, found once for each type.
  static func within(_ shape: TypeShape) -> RequestedFields {
    known.withLock { known in
      if let found = known[shape] { return found }
      var names: Set<String> = []
      var seen: Set<ObjectType> = []
      collect(in: shape, into: &names, &seen)
      let fields = RequestedFields(names: names, shape: shape)
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

  /// Returns true if an object may hold one of them: it has a member of such a name somewhere.
  func mayStand(in object: JSONObject) -> Bool {
    !names.isEmpty && object.members.contains { contains($0.key) || mayStand(in: $0.value) }
  }

  private func mayStand(in value: JSONValue) -> Bool {
    switch value {
    case .object(let object): mayStand(in: object)
    case .array(let elements): elements.contains { mayStand(in: $0) }
    case .null, .bool, .number, .string: false
    }
  }

  /// The object without those that an expansion does not name.
  func hidden(in object: JSONObject, but tree: ExpansionTree?) -> JSONObject {
    mayStand(in: object) ? hidden(in: object, shape, but: tree) : object
  }

  /// What holds none of their names is passed on as it is: to ask the catalog takes far longer.
  private func hidden(
    in object: JSONObject, _ shape: TypeShape, but tree: ExpansionTree?
  ) -> JSONObject {
    JSONObject(
      object.members.compactMap { member in
        let mayHold = mayStand(in: member.value)
        guard mayHold || contains(member.key) else { return member }
        let children = tree?.children[member.key]
        if children == nil,
          ExpandableFields.fields(member.key, in: shape).contains(where: \.isOnRequest)
        {
          return nil
        }
        guard mayHold else { return member }
        let shapes = ExpandableFields.named(member.key, in: shape)
        let inner = shapes.count == 1 ? shapes[0] : .union(shapes)
        return JSONMember(member.key, hidden(in: member.value, inner, but: children))
      })
  }

  private func hidden(
    in value: JSONValue, _ shape: TypeShape, but tree: ExpansionTree?
  ) -> JSONValue {
    switch value {
    case .object(let object): .object(hidden(in: object, shape, but: tree))
    case .array(let elements): .array(elements.map { hidden(in: $0, shape, but: tree) })
    case .null, .bool, .number, .string: value
    }
  }
}
