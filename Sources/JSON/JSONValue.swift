/// A JSON value that keeps what other models lose: the order of an object's members and the
/// text of its numbers.
public enum JSONValue: Sendable, Hashable {
  /// `null`
  case null
  /// `true`
  case bool(Bool)
  /// `12.50`
  case number(JSONNumber)
  /// `"text"`
  case string(String)
  /// `[1, 2]`
  case array([JSONValue])
  /// `{"a": 1}`
  case object(JSONObject)
}

extension JSONValue {
  /// An integer as a JSON value.
  public static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  public var isNull: Bool { self == .null }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return number.integer
  }

  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  public var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// The member of that name, where this is an object that has one.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The element at that position, where this is an array that long.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONMember($0, $1) }))
  }
}
