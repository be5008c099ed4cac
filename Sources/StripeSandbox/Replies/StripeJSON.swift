import JSON

/// JSON as Stripe prints it, and the form of it that is kept: compact, which takes a third less.
enum StripeJSON {
  /// An element of a list is indented by two levels.
  static let listIndent = 4

  /// The bytes to keep for an object.
  ///
  /// - Parameter withNotes: whether the sandbox's own notes are kept too.
  static func body(_ object: JSONObject, withNotes: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    append(.object(object), indent: nil, withNotes: withNotes, to: &bytes)
    return bytes
  }

  /// The bytes to keep for an event, with the bytes of its object as they were printed before: an
  /// object has several events at a time.
  static func body(ofEvent event: JSONObject, about object: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(object.count + 1024)
    appendMembers(of: event, to: &bytes) { key, value, bytes in
      guard key == "data", case .object(let data) = value else {
        return append(value, indent: nil, to: &bytes)
      }
      appendMembers(of: data, to: &bytes) { key, value, bytes in
        if key == "object" { bytes += object } else { append(value, indent: nil, to: &bytes) }
      }
    }
    return bytes
  }

  private static func appendMembers(
    of object: JSONObject, to bytes: inout [UInt8],
    _ appendValue: (String, JSONValue, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in object.members.enumerated() {
      newLine(after: index, nil, &bytes)
      bytes.append(jsonString: member.key)
      bytes.append(UInt8(ascii: ":"))
      appendValue(member.key, member.value, &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// A response of its own.
  static func response(_ object: JSONObject) -> [UInt8] {
    var bytes: [UInt8] = []
    append(.object(object), indent: 0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// - Parameter indent: the number of blanks before the line that the value begins on; nil for the
  ///   compact form.
  static func append(
    _ value: JSONValue, indent: Int?, withNotes: Bool = false, to bytes: inout [UInt8]
  ) {
    let inner = indent.map { $0 + 2 }
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(after: index, inner, &bytes)
        append(element, indent: inner, to: &bytes)
      }
      newLine(after: 0, indent, &bytes)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      var count = 0
      for member in object.members where withNotes || !member.key.isNote {
        newLine(after: count, inner, &bytes)
        count += 1
        bytes.append(jsonString: member.key)
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        append(member.value, indent: inner, to: &bytes)
      }
      if count > 0 { newLine(after: 0, indent, &bytes) }
      bytes.append(UInt8(ascii: "}"))
    case .null, .bool, .number, .string, .array, .object:
      value.appendCompact(to: &bytes)
    }
  }

  private static func newLine(after index: Int, _ indent: Int?, _ bytes: inout [UInt8]) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<indent { bytes.append(UInt8(ascii: " ")) }
  }

  /// A response of kept bytes. Older files keep them indented for a list.
  static func response(kept body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(kept: body, indent: 0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  static func append(kept body: [UInt8], indent: Int, to bytes: inout [UInt8]) {
    RawJSON(trusting: body, at: 0..<body.count, isCompact: false)
      .appendIndented(to: &bytes, indent: indent)
  }
}

extension String {
  /// True if a member is the sandbox's own note of an object, which no answer shows: that a payment
  /// method was used up.
  var isNote: Bool { utf8.first == UInt8(ascii: ".") }
}
