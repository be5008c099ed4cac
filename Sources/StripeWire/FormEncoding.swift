import JSON

/// The encoding of parameters for Stripe's v1 API, in a form body or in a query.
///
/// The rules are the official SDK's (`_encode.py`, `_api_requestor.py` of 16.1.0): nested maps are
/// `a[b]=`, arrays always carry their index, an empty list or map adds nothing. One rule is ours:
/// the SDK drops null, while here null clears a field, which Stripe spells as an empty value.
package enum FormEncoding {
  /// One `name=value` of a form, before it is percent-encoded.
  package struct Field: Sendable, Hashable {
    /// The bracketed name: `items[0][price]`.
    package let name: String
    /// The value, before it is percent-encoded.
    package let value: String

    /// Creates a field from its bracketed name and its value.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Returns the parameters as `application/x-www-form-urlencoded` text, in their order.
  package static func encode(_ parameters: JSONObject) -> String {
    var text: [UInt8] = []
    for field in fields(of: parameters) {
      if !text.isEmpty { text.append(UInt8(ascii: "&")) }
      append(field.name, to: &text)
      text.append(UInt8(ascii: "="))
      append(field.value, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the parameters with nested values flattened to bracketed names.
  package static func fields(of parameters: JSONObject) -> [Field] {
    var fields: [Field] = []
    for member in parameters.members {
      flatten(member.value, under: member.key, into: &fields)
    }
    return fields
  }

  /// Checks that every name is sent as one name: brackets within it would be read as nesting, and
  /// an empty name as an element of a list.
  static func checkNames(of parameters: JSONObject) throws(RequestFlaw) {
    for member in parameters.members {
      let isName = !member.key.isEmpty && !member.key.utf8.contains { "[]".utf8.contains($0) }
      guard isName else { throw .name(member.key) }
      try checkNames(in: member.value)
    }
  }

  private static func checkNames(in value: JSONValue) throws(RequestFlaw) {
    switch value {
    case .null, .bool, .number, .string: break
    case .array(let elements): for element in elements { try checkNames(in: element) }
    case .object(let object): try checkNames(of: object)
    }
  }

  private static func flatten(_ value: JSONValue, under name: String, into fields: inout [Field]) {
    switch value {
    case .null: fields.append(Field(name, ""))
    case .bool(let bool): fields.append(Field(name, bool ? "true" : "false"))
    case .number(let number): fields.append(Field(name, number.text))
    case .string(let text): fields.append(Field(name, text))
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        flatten(element, under: "\(name)[\(index)]", into: &fields)
      }
    case .object(let object):
      for member in object.members {
        flatten(member.value, under: "\(name)[\(member.key)]", into: &fields)
      }
    }
  }

  /// Appends percent-encoded text. Brackets stay readable, as in the SDK; a space becomes a plus.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
      case UInt8(ascii: "["), UInt8(ascii: "]"): bytes.append(byte)
      default: PercentEncoding.append(byte, to: &bytes)
      }
    }
  }
}
