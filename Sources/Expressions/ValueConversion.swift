import JSON
import StripeCatalog

extension TypeShape {
  /// Returns a value in the form that Stripe takes: a text that spells a number, a time, a boolean,
  /// a list or an object is converted to it.
  /// - Parameter value: A value for which `problem(with:)` returns nil.
  package func converted(_ value: JSONValue) -> JSONValue {
    switch self {
    case .integer:
      return value.spelled.numeric?.integer.map(JSONValue.integer) ?? value
    case .number:
      return value.spelled.numeric.map(JSONValue.number) ?? value
    case .timestamp:
      return value.spelled.seconds?.integer.map(JSONValue.integer) ?? value
    case .boolean:
      return value.spelledTruth.map(JSONValue.bool) ?? value
    case .enumeration, .decimal:
      return value.spelled
    case .array, .record, .map, .object:
      return value.unfolded
    case .union(let shapes):
      // A text stays a text if the union accepts one.
      if value.string != nil, shapes.contains(.string) { return value }
      return shapes.first { $0.problem(with: value) == nil }?.converted(value) ?? value
    case .string, .expandable, .any, .list:
      return value
    }
  }

  /// The types that a map with values of this type accepts. Stripe stores metadata as texts, but
  /// accepts numbers and booleans for them.
  package var mapValue: TypeShape {
    switch self {
    case .string: .union([.string, .number, .boolean])
    case .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array, .map,
      .record, .object, .expandable, .list, .union:
      self
    }
  }
}

/// The check of whole numbers in parameters.
enum WholeNumber {
  /// Returns the reason why a value is not a whole number, as the rest of a sentence; nil if it is
  /// one.
  static func problem(with value: JSONValue, isAmount: Bool) -> String? {
    guard let number = value.spelled.numeric else {
      let isGrouped = value.string?.contains(",") == true
      return isGrouped
        ? "takes a whole number, without separators" : "takes a whole number"
    }
    // An amount with two decimals is probably in the major unit: 20.00 does not mean 20 cents.
    if isAmount, number.integer == nil || number.decimals >= 2 {
      return "takes a whole number in the smallest currency unit; "
        + "write `usd \(number.text)`, or multiply by 100: `* 100`"
    }
    return number.integer == nil ? "takes a whole number" : nil
  }
}

/// The check of times in parameters.
enum UnixTime {
  /// Returns true if a number counts milliseconds: 13 digits of seconds would be the year 33658.
  static func countsMilliseconds(_ time: JSONNumber) -> Bool {
    time.integer.map { abs($0) >= 1_000_000_000_000 } ?? false
  }

  /// Returns the reason why a value is not a time, as the rest of a sentence; nil if it is one.
  static func problem(with value: JSONValue) -> String? {
    if value.string == "now" || value.string == "" { return nil }
    guard let seconds = value.spelled.seconds, seconds.integer != nil else {
      return "takes a time: a date or Unix seconds"
    }
    guard countsMilliseconds(seconds) else { return nil }
    return "takes a time in Unix seconds; is this in milliseconds?"
  }
}

extension JSONNumber {
  /// The number of digits after the point, as written.
  fileprivate var decimals: Int {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return text.utf8[point...].dropFirst().prefix { (48...57).contains($0) }.count
  }
}

extension JSONValue {
  /// The value with the blanks around a text removed, for texts that spell another type.
  var spelled: JSONValue {
    let blank = UInt8(ascii: " ")
    guard case .string(let text) = self, text.utf8.first == blank || text.utf8.last == blank
    else { return self }
    return .string(String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
  }

  /// The boolean that a text spells, in upper or lower case as in spreadsheets: `TRUE`.
  var spelledTruth: Bool? {
    guard let text = spelled.string, text.utf8.count <= 5 else { return bool }
    if text.utf8.count == 4, text.lowercased() == "true" { return true }
    return text.utf8.count == 5 && text.lowercased() == "false" ? false : nil
  }

  /// The list or object that a text contains as JSON, as `--format csv` writes it in a cell. Null
  /// members are omitted, as empty cells are.
  var unfolded: JSONValue {
    guard let text = spelled.string, text.hasPrefix("[") || text.hasPrefix("{"),
      let value = try? JSONValue(parsing: text)
    else { return self }
    return value.withoutNullMembers
  }

  /// The value without null members. The recursion is limited by the parser's limit of nesting.
  private var withoutNullMembers: JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map(\.withoutNullMembers))
    case .object(let object):
      return .object(
        JSONObject(
          object.members.filter { !$0.value.isNull }.map {
            JSONMember($0.key, $0.value.withoutNullMembers)
          }))
    case .null, .bool, .number, .string: return self
    }
  }
}
