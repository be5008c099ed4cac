/// One `"key": value` of an object.
public struct JSONMember: Sendable, Hashable {
  public var key: String
  public var value: JSONValue

  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// An object whose members stay in the order they were written in.
///
/// A key that stands twice is kept twice; looking it up finds the last one, as JSON readers do.
public struct JSONObject: Sendable, Hashable {
  public var members: [JSONMember]

  public init(_ members: [JSONMember] = []) {
    self.members = members
  }

  public var isEmpty: Bool { members.isEmpty }
  public var keys: [String] { members.map(\.key) }

  /// Reads the value of a key; sets it in place, appends it, or with nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { members.last { $0.key == key }?.value }
    set {
      guard let newValue else { return members.removeAll { $0.key == key } }
      if let index = members.lastIndex(where: { $0.key == key }) {
        members[index].value = newValue
      } else {
        members.append(JSONMember(key, newValue))
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { JSONMember($0, $1) })
  }
}
