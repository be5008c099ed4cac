import JSON
import StripeCatalog

/// Single values and collections of them.
extension ParameterValidation {
  static func empty(_ path: String) -> SandboxError {
    SandboxError(
      """
      You passed an empty string for '\(path)'. We assume empty values are an attempt to unset a \
      parameter; however '\(path)' cannot be unset. You should remove '\(path)' from your request \
      or supply a non-empty value.
      """, code: "parameter_invalid_empty", param: path)
  }

  func string(_ input: JSONValue, at path: String) throws(SandboxError) -> JSONValue {
    guard let text = input.string else { throw SandboxError("Invalid string", param: path) }
    if text.isEmpty { throw Self.empty(path) }
    return input
  }

  func integer(_ input: JSONValue, at path: String) throws(SandboxError) -> JSONValue {
    if isJSON, let value = input.integer { return .integer(value) }
    guard let text = input.string, let value = Int(text) else {
      throw SandboxError(
        "Invalid integer: \(Scalar.text(of: input) ?? input.compact)",
        code: "parameter_invalid_integer", param: path)
    }
    return .integer(value)
  }

  func decimal(_ input: JSONValue, _ shape: TypeShape, at path: String)
    throws(SandboxError) -> JSONValue
  {
    guard let text = Scalar.text(of: input), let number = DecimalText.number(text) else {
      throw SandboxError(
        "Invalid decimal: \(Scalar.text(of: input) ?? input.compact)",
        code: "parameter_invalid_decimal", param: path)
    }
    return shape == .decimal ? .string(text) : .number(number)
  }

  func boolean(_ input: JSONValue, at path: String) throws(SandboxError) -> JSONValue {
    if isJSON, let value = input.bool { return .bool(value) }
    // Python's words are those that the official SDK for it sent until release 11.
    switch input.string {
    case "true"?, "True"?: return true
    case "false"?, "False"?: return false
    default:
      throw SandboxError(
        "Invalid boolean: \(Scalar.text(of: input) ?? input.compact)", param: path)
    }
  }

  func oneOf(_ values: [String], _ input: JSONValue, at path: String)
    throws(SandboxError) -> JSONValue
  {
    if let text = input.string, values.contains(text) { return input }
    if let word = input.string.flatMap({ LegacyWords.today[$0] }), values.contains(word) {
      return .string(word)
    }
    let name = path.split(separator: "[").last.map { $0.filter { $0 != "]" } } ?? path
    let list = EnumerationOrder.list(values)
    throw SandboxError("Invalid \(name): must be one of \(list)", param: path)
  }

  /// A list of a JSON body, or the numbered members of a form.
  func array(_ input: JSONValue, _ element: TypeShape, at path: String)
    throws(SandboxError) -> JSONValue
  {
    var elements: [(String, JSONValue)] = []
    if let array = input.array {
      elements = array.enumerated().map { (String($0.offset), $0.element) }
    } else if let object = input.object, object.keys.allSatisfy({ Int($0) != nil }) {
      elements = object.members.map { ($0.key, $0.value) }
        .sorted { (Int($0.0) ?? 0) < (Int($1.0) ?? 0) }
    } else {
      throw SandboxError("Invalid array", param: path)
    }
    var checked: [JSONValue] = []
    for (key, value) in elements {
      checked.append(try self.value(value, element, at: "\(path)[\(key)]"))
    }
    return .array(checked)
  }

  /// A map's values may be empty: that unsets a key.
  func map(_ input: JSONValue, _ element: TypeShape, at path: String)
    throws(SandboxError) -> JSONValue
  {
    guard let object = input.object else { throw SandboxError("Invalid object", param: path) }
    var checked: JSONObject = [:]
    for member in object.members {
      let isEmpty = member.value == "" || member.value.isNull
      checked.members.append(
        JSONMember(
          member.key,
          isEmpty ? .null : try value(member.value, element, at: "\(path)[\(member.key)]")))
    }
    return .object(checked)
  }
}

/// Decimal numbers as parameters carry them.
enum DecimalText {
  /// Nil for what is no decimal number; exponents are none of Stripe's.
  static func number(_ text: String) -> JSONNumber? {
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }),
      case .number(let number)? = try? JSONValue(parsing: text)
    else { return nil }
    return number
  }
}
