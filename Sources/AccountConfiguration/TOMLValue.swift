/// A value of a TOML text.
enum TOMLValue: Sendable, Equatable {
  /// `"text"`
  case string(String)
  /// `12`
  case integer(Int)
  /// `1.5`
  case float(Double)
  /// `true`
  case boolean(Bool)
  /// `1979-05-27T07:32:00Z`, as it is written.
  case date(String)
  /// `[1, 2]`, or the tables of `[[name]]`.
  case array([TOMLValue])
  /// `{ a = 1 }`, or the lines below `[name]`.
  case table(TOMLTable)
}

/// The members of a TOML table, each with the line (from 1) it was first named in.
struct TOMLTable: Sendable, Equatable {
  struct Member: Sendable, Equatable {
    var value: TOMLValue
    var line: Int
  }

  /// The way a table was created, which decides whether more members may be added.
  enum Origin: Sendable, Equatable {
    /// Created by its own `[header]`.
    case header
    /// Created as a parent of another header or of a dotted key.
    case implied
    /// Created by `{ … }`, which is complete.
    case inline
  }

  var members: [String: Member] = [:]
  var origin = Origin.implied

  subscript(name: String) -> TOMLValue? { members[name]?.value }

  /// The names in the order of their lines.
  var names: [String] {
    members.sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }.map(\.key)
  }
}

extension TOMLValue {
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  var table: TOMLTable? { if case .table(let table) = self { table } else { nil } }

  /// A number of either kind.
  var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .float(let number): number
    case .string, .boolean, .date, .array, .table: nil
    }
  }
}

/// The reason why a text is not TOML. It is one plain phrase that repeats nothing of the text,
/// which may contain a key.
struct TOMLError: Error, Equatable {
  let line: Int
  let reason: String
}

extension TOMLTable {
  /// Sets the value of a name below this table.
  mutating func set(
    _ value: TOMLValue, at path: ArraySlice<String>, line: Int
  ) throws(TOMLError) {
    try change(path, line: line) { existing throws(TOMLError) in
      guard existing == nil else { throw Self.twice(line) }
      existing = value
    }
  }

  /// Opens the table of a `[header]`, which may occur only once.
  mutating func open(_ path: ArraySlice<String>, line: Int) throws(TOMLError) {
    try change(path, line: line) { existing throws(TOMLError) in
      guard var table = existing?.table ?? (existing == nil ? TOMLTable() : nil),
        table.origin == .implied
      else { throw Self.twice(line) }
      table.origin = .header
      existing = .table(table)
    }
  }

  /// Adds a table to the list of a `[[header]]`.
  mutating func append(_ path: ArraySlice<String>, line: Int) throws(TOMLError) {
    try change(path, line: line) { existing throws(TOMLError) in
      let table = TOMLValue.table(TOMLTable(origin: .header))
      guard let old = existing.take() else { return existing = .array([table]) }
      existing = try Self.appended(table, to: consume old, line)
    }
  }

  /// Returns the list with a table added. The list is consumed, so that adding to a long one does
  /// not copy it.
  private static func appended(
    _ table: TOMLValue, to list: consuming TOMLValue, _ line: Int
  ) throws(TOMLError) -> TOMLValue {
    switch consume list {
    case .array(var tables):
      guard tables.last?.table?.origin == .header else { throw twice(line) }
      tables.append(table)
      return .array(tables)
    case .string, .integer, .float, .boolean, .date, .table: throw twice(line)
    }
  }

  private static func twice(_ line: Int) -> TOMLError {
    TOMLError(line: line, reason: "a name is given twice")
  }

  /// Changes the value at a path, creating the tables on the way; of a list of tables, the last one
  /// is changed. The value is taken out and put back, so that nothing long is copied. After an
  /// error the table is incomplete, but the text is not TOML and the table is discarded.
  private mutating func change(
    _ path: ArraySlice<String>, line: Int,
    _ edit: (inout TOMLValue?) throws(TOMLError) -> Void
  ) throws(TOMLError) {
    guard let name = path.first else { return }
    let start = members[name]?.line ?? line
    var value = members.removeValue(forKey: name)?.value
    if path.count == 1 {
      try edit(&value)
    } else {
      value = try Self.changed(value.take() ?? .table(TOMLTable()), path.dropFirst(), line, edit)
    }
    members[name] = value.map { Member(value: $0, line: start) }
  }

  private static func changed(
    _ value: consuming TOMLValue, _ path: ArraySlice<String>, _ line: Int,
    _ edit: (inout TOMLValue?) throws(TOMLError) -> Void
  ) throws(TOMLError) -> TOMLValue {
    switch consume value {
    case .table(var table) where table.origin != .inline:
      try table.change(path, line: line, edit)
      return .table(table)
    case .array(var tables):
      guard var table = tables.popLast()?.table, table.origin == .header
      else { throw twice(line) }
      try table.change(path, line: line, edit)
      tables.append(.table(table))
      return .array(tables)
    case .string, .integer, .float, .boolean, .date, .table:
      throw twice(line)
    }
  }
}
