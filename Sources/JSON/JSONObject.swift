/// One `"key": value` of an object.
public struct JSONMember: Sendable, Hashable {
  /// The member's name, unescaped.
  public var key: String
  /// The member's value.
  public var value: JSONValue

  /// Creates a member from its name and value.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// An object whose members keep the order in which they were written.
///
/// A repeated key is kept twice; a look-up finds the last one, as in most JSON readers.
public struct JSONObject: Sendable, Hashable {
  /// The members in their order, repeated keys included.
  public var members: [JSONMember]

  /// Creates an object of members, in the order given.
  public init(_ members: [JSONMember] = []) {
    self.members = members
  }

  /// True if the object has no members.
  public var isEmpty: Bool { members.isEmpty }
  /// The names of the members in their order, repeated keys included.
  public var keys: [String] { members.map(\.key) }

  /// The value of a key, or nil. Setting replaces it in place or appends it; setting nil removes
  /// it.
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
  /// Creates an object that keeps the literal's order and repeated keys.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { JSONMember($0, $1) })
  }
}
