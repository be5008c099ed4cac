import StripeWire

/// The failures of a job's rows, similar ones counted together. Memory is bounded for any number of
/// failures.
package struct FailureGroups: Sendable {
  /// Rows with similar failures.
  package struct Group: Sendable {
    /// The failure of the first row.
    package let first: Failure
    /// The number of rows.
    package fileprivate(set) var count = 1
    /// The names of the first rows.
    package fileprivate(set) var rows: [RowName]
  }

  /// The groups in the order of their first rows.
  package private(set) var groups: [Group] = []
  private var positions: [FailureKind: Int] = [:]
  private let most: Int

  /// The maximum number of rows stored in a group.
  private static let maxRows = 4

  /// Creates an empty collection.
  /// - Parameter most: the maximum number of groups; other kinds of failures are not counted.
  package init(most: Int) {
    self.most = most
  }

  /// Counts a failure.
  /// - Returns: true if no earlier one was similar.
  package mutating func add(_ failure: Failure) -> Bool {
    let kind = FailureKind(failure)
    if let position = positions[kind] {
      groups[position].count += 1
      if let row = failure.row, groups[position].rows.count < Self.maxRows {
        groups[position].rows.append(row)
      }
      return false
    }
    if groups.count < most {
      positions[kind] = groups.count
      groups.append(Group(first: failure, rows: failure.row.map { [$0] } ?? []))
    }
    return true
  }
}

/// The common part of failures that differ only in ids and values.
private struct FailureKind: Hashable {
  private var code: String?
  private var param: String?
  private let pattern: String

  init(_ failure: Failure) {
    if case .api(let error) = failure.reason { (code, param) = (error.code, error.param) }
    pattern = Self.pattern(of: failure.message)
  }

  /// Returns the message without quoted parts, and without words that contain a digit or an `@`.
  /// Parts in backquotes stay, because they are names of parameters.
  private static func pattern(of message: String) -> String {
    withoutQuoted(message).split(separator: " ")
      .map { $0.contains { $0.isNumber || $0 == "@" } ? "…" : String($0) }
      .joined(separator: " ")
  }

  private static func withoutQuoted(_ message: String) -> String {
    var kept = ""
    var quote: Character?
    for character in message {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      // An apostrophe within a word is not a quote.
      if character == "\"" || character == "'", !(kept.last?.isLetter ?? false) {
        quote = character
        kept += "…"
      } else {
        kept.append(character)
      }
    }
    return kept
  }
}
