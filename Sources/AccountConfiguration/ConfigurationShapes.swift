import Redaction
import StripeWire

/// A kind of value that a setting takes, with the words that describe it.
struct Shape<Value>: Sendable {
  let words: String
  let read: @Sendable (TOMLValue) -> Value?
}

extension Shape where Value == String {
  static let text = Shape(words: "a quoted string") { node in
    node.string.flatMap { $0.isEmpty ? nil : $0 }
  }
  /// The name of a shell variable; a key that was put here by mistake is refused.
  static let variable = Shape(words: "the name of an environment variable, not a key") { node in
    node.string.flatMap { name in
      let isName = name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
      return isName && SecretMask.masked(name) == name ? name : nil
    }
  }
  /// A value that is sent in a header.
  static let sendable = Shape(words: "a quoted string in ASCII, not a key") { node in
    node.string.flatMap {
      HTTPHeader.takes($0) && SecretMask.masked($0) == $0 ? $0 : nil
    }
  }
  static let format = oneOf(ProfileSettings.formats)
  static let onError = oneOf(ProfileSettings.errorPolicies)

  private static func oneOf(_ names: [String]) -> Shape {
    Shape(words: "one of " + names.joined(separator: ", ")) { node in
      node.string.flatMap { names.contains($0) ? $0 : nil }
    }
  }
}

extension Shape where Value == Bool {
  static let flag = Shape(words: "true or false") { $0.boolean }
}

extension Shape where Value == Int {
  static let pageSize = Shape(words: "a whole number from 1 to 100") { node in
    node.integer.flatMap { (1...100).contains($0) ? $0 : nil }
  }
}

extension Shape where Value == Double {
  static let rate = Shape(words: "a number above 0") { node in
    node.number.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }
}

extension Shape where Value == TOMLTable {
  static var table: Shape { Shape(words: "a table, as in [profiles.acme]") { $0.table } }
}

/// The members of a table that were not read yet; those left at the end are unknown.
struct TableMembers {
  /// The line of the table itself, from 1.
  let line: Int
  private let table: TOMLTable
  private(set) var rest: [String]

  init(_ table: TOMLTable, at line: Int) {
    self.table = table
    self.line = line
    rest = table.names
  }

  func has(_ key: String) -> Bool { rest.contains(key) }

  /// Returns the line of a member, or of the table if there is no such member.
  func line(of key: String) -> Int { table.members[key]?.line ?? line }

  mutating func drop(_ key: String) { rest.removeAll { $0 == key } }

  mutating func take(_ key: String) -> TOMLValue? {
    guard has(key) else { return nil }
    drop(key)
    return table[key]
  }
}
