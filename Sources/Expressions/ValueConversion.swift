import JSON
import StripeCatalog

extension TypeShape {
  /// A value that this type takes, in the form that Stripe takes: a text that spells a number, a
  /// time, a truth, a list or a record becomes that.
  /// - Parameter value: one that `problem(with:)` has nothing against.
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
      // A text stays one where a text will do.
      if value.string != nil, shapes.contains(.string) { return value }
      return shapes.first { $0.problem(with: value) == nil }?.converted(value) ?? value
    case .string, .expandable, .any, .list:
      return value
    }
  }

  /// What a map of this type takes: Stripe keeps metadata as texts, whatever it is written as.
  package var mapValue: TypeShape {
    switch self {
    case .string: .union([.string, .number, .boolean])
    case .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array, .map,
      .record, .object, .expandable, .list, .union:
      self
    }
  }
}

/// Whole numbers as Stripe takes them.
enum WholeNumber {
  /// What is wrong with a value for a whole number, as the rest of a sentence.
  static func problem(with value: JSONValue, isAmount: Bool) -> String? {
    guard let number = value.spelled.numeric else {
      let isGrouped = value.string?.contains(",") == true
      return isGrouped
        ? "takes a whole number, without separators" : "takes a whole number"
    }
    // Two decimals are how a price is written: 20.00 is not meant as 20 cents.
    if isAmount, number.integer == nil || number.decimals >= 2 {
      return "takes a whole number in the smallest currency unit; "
        + "write `usd \(number.text)`, or multiply by 100: `* 100`"
    }
    return number.integer == nil ? "takes a whole number" : nil
  }
}

/// Times as Stripe takes them.
enum UnixTime {
  /// Whether a number counts milliseconds: of 13 digits it would be the year 33658 in seconds.
  static func countsMilliseconds(_ time: JSONNumber) -> Bool {
    time.integer.map { abs($0) >= 1_000_000_000_000 } ?? false
  }

  /// What is wrong with a value for a time, as the rest of a sentence.
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
  /// Digits after the point, as it is written.
  fileprivate var decimals: Int {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return text.utf8[point...].dropFirst().prefix { (48...57).contains($0) }.count
  }
}

extension JSONValue {
  /// A text without the blanks around it, as it counts where it spells something else.
  var spelled: JSONValue {
    guard case .string(let text) = self, text.first == " " || text.last == " " else { return self }
    return .string(String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
  }

  /// A truth that a text spells in any case, as spreadsheets write it: `TRUE`.
  var spelledTruth: Bool? {
    guard let text = spelled.string, text.utf8.count <= 5 else { return bool }
    return ["true": true, "false": false][text.lowercased()]
  }

  /// The list or record that a text spells in JSON, as `--format csv` writes it in a cell. A member
  /// that is null is left out, as an empty cell is.
  var unfolded: JSONValue {
    guard let text = spelled.string, text.hasPrefix("[") || text.hasPrefix("{"),
      let value = try? JSONValue(parsing: text)
    else { return self }
    return value.withoutNullMembers
  }

  /// Deep as it may be: a parsed value is no deeper than its parser goes.
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
