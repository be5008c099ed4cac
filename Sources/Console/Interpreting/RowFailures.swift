import Execution
import Presentation

/// The failures of a job's rows as a person reads them: the first of those that fail alike in full
/// and at once, how many there were at the end.
struct RowFailures {
  private let output: OutputChannel
  private let onError: ErrorPolicy
  private var groups = FailureGroups(most: maxGroups)
  /// Rows that failed.
  private(set) var count = 0

  /// What fails in yet another way is reported in full, every row.
  private static let maxGroups = 50

  init(_ output: OutputChannel, _ onError: ErrorPolicy) {
    self.output = output
    self.onError = onError
  }

  /// Takes in that a row failed.
  /// - Throws: the failure, where the next row would meet it as well.
  mutating func take(_ failure: Failure) throws {
    count += 1
    if failure.meetsEveryRow {
      var failure = failure
      failure.row = nil
      throw failure
    }
    guard onError != .emit, groups.add(failure) else { return }
    output.report(failure)
  }

  /// Says of what failed more than once how often, and where.
  func conclude() { output.report(counts: groups) }
}

extension OutputChannel {
  /// One line for each kind of failure that more than one row met.
  func report(counts groups: FailureGroups) {
    for group in groups.groups where group.count > 1 {
      writeMessage(TerminalText.sanitised(group.sentence) + "\n")
    }
  }
}

extension FailureGroups.Group {
  /// Characters of a message that are repeated.
  private static var maxLength: Int { 120 }

  /// `43 rows failed alike (No such plan: 'x'): a.csv:14 (ann@example.com), :15 and 41 more`
  fileprivate var sentence: String {
    let message = first.message
    let text = message.count > Self.maxLength ? message.prefix(Self.maxLength) + "…" : message
    let more = count > rows.count ? " and \(count - rows.count) more" : ""
    guard !rows.isEmpty else { return "\(count) rows failed alike (\(text))" }
    return "\(count) rows failed alike (\(text)): \(RowName.list(rows))\(more)"
  }
}
