import JSON

/// JSON as Stripe prints it, and the form of it that is kept: indented for its place in a list.
enum StripeJSON {
  /// An element of a list is indented by two levels.
  static let listIndent = 4

  /// The bytes to keep for an object: a list copies them as they are.
  ///
  /// - Parameter withNotes: whether the sandbox's own notes are printed too.
  static func body(_ object: JSONObject, withNotes: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    append(.object(object), indent: listIndent, withNotes: withNotes, to: &bytes)
    return bytes
  }

  /// A response of its own.
  static func response(_ object: JSONObject) -> [UInt8] {
    var bytes: [UInt8] = []
    append(.object(object), indent: 0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  static func append(
    _ value: JSONValue, indent: Int, withNotes: Bool = false, to bytes: inout [UInt8]
  ) {
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
      var count = 0
      for member in object.members where withNotes || !member.key.isNote {
        newLine(after: count, indent + 2, &bytes)
        count += 1
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

extension String {
  /// True if a member is the sandbox's own note of an object, which no answer shows: that a payment
  /// method was used up.
  var isNote: Bool { utf8.first == UInt8(ascii: ".") }
}
