import JSON

/// Which input row of a job something is about, as a person finds it again.
package struct RowName: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// The line of a file on which the record begins, from 1; a header is counted.
    case line(Int, of: String)
    /// The element of a JSON array in a file, from 1.
    case element(Int, of: String)
    /// The position in a list of values, from 1.
    case position(Int)
    /// The object's id.
    case id(String)
  }

  package let place: Place
  /// A short value that tells the row from others: an email, a name, an id; nil where it has none.
  package let key: String?

  package init(_ place: Place, key: String?) {
    self.place = place
    self.key = key
  }

  /// The line of the file; nil where the row is not on a line of one.
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

  /// The place after another of the same input: `:4`, `3`, `cus_1`.
  private var shortText: String {
    switch place {
    case .line(let number, _): ":\(number)"
    case .element(let number, _), .position(let number): "\(number)"
    case .id(let id): id
    }
  }

  /// Neighbours from one to another: `people.csv:4 to :9`.
  func through(_ last: RowName) -> String { "\(text) to \(last.shortText)" }

  /// The first in full, the others as short as they can be told apart:
  /// `people.csv:14 (ann@example.com), :15, :19`.
  package static func list(_ rows: [RowName]) -> String {
    guard let first = rows.first else { return "" }
    let key = first.key.map { " (\($0))" } ?? ""
    return ([first.text + key] + rows.dropFirst().map(\.shortText)).joined(separator: ", ")
  }
}

extension RowName {
  /// Members that tell one object from another, the most telling first.
  private static let keys = ["email", "name", "number", "lookup_key", "code", "nickname", "id"]
  /// Characters of a key that are shown.
  private static let maxLength = 40

  /// A name with the most telling value of a row.
  /// - Parameters:
  ///   - document: What is sent for the row; nil where nothing can be.
  ///   - row: The row as it was read.
  init(_ place: Place, of document: JSONObject?, _ row: JSONValue?) {
    let found = Self.keys.lazy.compactMap { key in
      Self.text(document?[key]) ?? Self.text(row?[key])
    }.first
    let key = found ?? row?.object?.members.lazy.compactMap { Self.text($0.value) }.first
    self.init(place, key: place == .id(key ?? "") ? nil : key)
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty else { return nil }
    return text.count > maxLength ? text.prefix(maxLength) + "…" : text
  }
}

extension Failure {
  /// The same with the row it is about; a failure that has one keeps it.
  func withRow(_ name: RowName?) -> Failure {
    var failure = self
    failure.row = row ?? name
    return failure
  }

  /// The message after the row that it is about. A problem with the text of a file has its line and
  /// column in its message.
  package var messageWithRow: String {
    if case .input = reason { return message }
    return row.map { "\($0.text): \(message)" } ?? message
  }
}
