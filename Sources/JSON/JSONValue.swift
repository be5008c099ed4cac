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
  /// Returns an integer as a JSON value.
  public static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  /// True if the value is `null`.
  public var isNull: Bool { self == .null }

  /// The text of a string; nil for other kinds.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of a number that is whole and fits an `Int`; nil for everything else.
  public var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return number.integer
  }

  /// The value of `true` or `false`; nil for other kinds.
  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The elements of an array; nil for other kinds.
  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The object; nil for other kinds.
  public var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// The member of that name, or nil if there is none or this is not an object.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The element at that position from 0, or nil if there is none or this is not an array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates a number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Creates `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates `null`.
  public init(nilLiteral: ()) { self = .null }
  /// Creates an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Creates an object that keeps the literal's order and repeated keys.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONMember($0, $1) }))
  }
}
