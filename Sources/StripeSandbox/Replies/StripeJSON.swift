import JSON

/// JSON as Stripe prints it, and the form of it that is kept: indented for its place in a list.
enum StripeJSON {
  /// An element of a list is indented by two levels.
  static let listIndent = 4

  /// The bytes to keep for an object: a list copies them as they are.
  static func body(_ object: JSONObject) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    append(.object(object), indent: listIndent, to: &bytes)
    return bytes
  }

  /// A response of its own.
  static func response(_ object: JSONObject) -> [UInt8] {
    var bytes: [UInt8] = []
    append(.object(object), indent: 0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  static func append(_ value: JSONValue, indent: Int, to bytes: inout [UInt8]) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(after: index, indent + 2, &bytes)
        append(element, indent: indent + 2, to: &bytes)
      }
      newLine(after: 0, indent, &bytes)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        newLine(after: index, indent + 2, &bytes)
        bytes.append(jsonString: member.key)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        append(member.value, indent: indent + 2, to: &bytes)
      }
      newLine(after: 0, indent, &bytes)
      bytes.append(UInt8(ascii: "}"))
    case .null, .bool, .number, .string, .array, .object:
      value.appendCompact(to: &bytes)
    }
  }

  private static func newLine(after index: Int, _ indent: Int, _ bytes: inout [UInt8]) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<indent { bytes.append(UInt8(ascii: " ")) }
  }

  /// Kept bytes moved to the left margin. A string holds no line break, so every one is layout.
  static func unindented(_ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count)
    var start = 0
    while let end = body[start...].firstIndex(of: UInt8(ascii: "\n")) {
      bytes.append(contentsOf: body[start...end])
      start = min(end + 1 + listIndent, body.count)
    }
    bytes.append(contentsOf: body[start...])
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
