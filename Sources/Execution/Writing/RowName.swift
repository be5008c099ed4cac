import JSON

/// The identity of an input row of a job, for messages.
package struct RowName: Sendable, Hashable {
  /// The place of an input row.
  package enum Place: Sendable, Hashable {
    /// The line of a file on which the record begins, from 1; a header counts.
    case line(Int, of: String)
    /// The element of a JSON array in a file, from 1.
    case element(Int, of: String)
    /// The position in a list of values, from 1.
    case position(Int)
    /// The object's id.
    case id(String)
  }

  /// The place of the row.
  package let place: Place
  /// A short value that distinguishes the row: an email, a name, an id; nil if it has none.
  package let key: String?

  /// Creates the name of a row.
  package init(_ place: Place, key: String?) {
    self.place = place
    self.key = key
  }

  /// The line of the file; nil if the row is not on a line of one.
  package var line: Int? {
    if case .line(let number, of: _) = place { number } else { nil }
  }

  /// The place: `people.csv:4`, `element 3 of people.json`, `row 2`, `cus_1`.
  package var text: String {
    switch place {
    case .line(let number, let file): "\(file):\(number)"
    case .element(let number, let file): "element \(number) of \(file)"
    case .position(let number): "row \(number)"
    case .id(let id): id
    }
  }

  /// The place when it follows another of the same input: `:4`, `3`, `cus_1`.
  private var shortText: String {
    switch place {
    case .line(let number, _): ":\(number)"
    case .element(let number, _), .position(let number): "\(number)"
    case .id(let id): id
    }
  }

  /// Returns a range of neighbours: `people.csv:4 to :9`.
  func through(_ last: RowName) -> String { "\(text) to \(last.shortText)" }

  /// Returns a list of rows, the first one in full, the others as short as they are unambiguous:
  /// `people.csv:14 (ann@example.com), :15, :19`.
  package static func list(_ rows: [RowName]) -> String {
    guard let first = rows.first else { return "" }
    let key = first.key.map { " (\($0))" } ?? ""
    return ([first.text + key] + rows.dropFirst().map(\.shortText)).joined(separator: ", ")
  }
}

extension RowName {
  /// Members that distinguish objects, the best ones first.
  private static let keys = ["email", "name", "number", "lookup_key", "code", "nickname", "id"]
  /// The maximum number of characters of a key.
  private static let maxLength = 40

  /// Creates a name with the most distinctive value of a row.
  /// - Parameters:
  ///   - document: the members that are sent for the row; nil if nothing can be sent.
  ///   - row: the row as it was read.
  init(_ place: Place, of document: JSONObject?, _ row: JSONValue?) {
    let found = Self.keys.lazy.compactMap { key in
      Self.text(document?[key]) ?? Self.text(row?[key])
    }.first
    let key = found ?? row?.object?.members.lazy.compactMap { Self.text($0.value) }.first
    self.init(place, key: place == .id(key ?? "") ? nil : key)
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty else { return nil }
    // No text has more characters than bytes, which are counted already.
    guard text.utf8.count > maxLength else { return text }
    return text.count > maxLength ? text.prefix(maxLength) + "…" : text
  }
}

extension Failure {
  /// Returns the failure with the row it is about; a failure that has a row keeps it.
  func withRow(_ name: RowName?) -> Failure {
    var failure = self
    failure.row = row ?? name
    return failure
  }

  /// The message after the name of its row. Problems with the text of a file already have the line
  /// and column in their message.
  package var messageWithRow: String {
    if case .input = reason { return message }
    return row.map { "\($0.text): \(message)" } ?? message
  }
}
