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
    get { index(of: key).map { members[$0].value } }
    set {
      let index = index(of: key)
      guard let newValue else {
        if index != nil { members.removeAll { $0.key == key } }
        return
      }
      if let index {
        members[index].value = newValue
      } else {
        members.append(JSONMember(key, newValue))
      }
    }
  }

  /// Changes the value of a key in place; a key that is missing is appended with null.
  public mutating func update(_ key: String, _ change: (inout JSONValue) -> Void) {
    if let index = index(of: key) {
      change(&members[index].value)
    } else {
      var value = JSONValue.null
      change(&value)
      members.append(JSONMember(key, value))
    }
  }

  /// The value of a name that most likely is at a position, as in another version of an object.
  public func value(of key: String, near index: Int) -> JSONValue? {
    if index < members.count, members[index].key == key { return members[index].value }
    return self[key]
  }

  /// The position of the last member of a name. Most names differ in length, which is known, while
  /// their texts have to be read. Beyond ASCII, equal texts may differ in length.
  private func index(of key: String) -> Int? {
    let length = key.utf8.count
    let found = members.withUnsafeBufferPointer { members in
      var index = members.count
      while index > 0 {
        index &-= 1
        if members[index].key.utf8.count == length, members[index].key == key { return index }
      }
      return -1
    }
    if found >= 0 { return found }
    return key.utf8.allSatisfy { $0 < 0x80 } ? nil : members.lastIndex { $0.key == key }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object that keeps the literal's order and repeated keys.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { JSONMember($0, $1) })
  }
}
