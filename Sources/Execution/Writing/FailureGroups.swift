import StripeWire

/// Failures of a job's rows, those that fail alike counted together. Any number of them takes
/// bounded memory.
package struct FailureGroups: Sendable {
  /// Rows that failed alike.
  package struct Group: Sendable {
    /// The failure of the first row.
    package let first: Failure
    package fileprivate(set) var count = 1
    /// The first rows.
    package fileprivate(set) var rows: [RowName]
  }

  /// In the order of their first rows.
  package private(set) var groups: [Group] = []
  private var positions: [FailureKind: Int] = [:]
  private let most: Int

  /// Rows of a group that are remembered.
  private static let maxRows = 4

  /// - Parameter most: groups that are kept; what fails in yet another way is in none.
  package init(most: Int) {
    self.most = most
  }

  /// Counts a failure.
  /// - Returns: whether none before it was alike.
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

/// What failures have in common that differ in ids and values alone.
private struct FailureKind: Hashable {
  private var code: String?
  private var param: String?
  private let pattern: String

  init(_ failure: Failure) {
    if case .api(let error) = failure.reason { (code, param) = (error.code, error.param) }
    pattern = Self.pattern(of: failure.message)
  }

  /// The message without what is in quotes, and without words that hold a digit or an `@`. What is
  /// in backquotes stays: it is the name of a parameter.
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
      // An apostrophe within a word opens nothing.
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
