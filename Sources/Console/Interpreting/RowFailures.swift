import Execution
import Presentation

/// The failures of the rows of a job, grouped for people. The first failure of each group is
/// printed at once and in full, and the number of the others at the end.
struct RowFailures {
  private let output: OutputChannel
  private let onError: ErrorPolicy
  private var groups = FailureGroups(most: maxGroups)
  /// The number of failed rows.
  private(set) var count = 0

  /// The maximum number of groups; further kinds of failures are printed in full for every row.
  private static let maxGroups = 50

  init(_ output: OutputChannel, _ onError: ErrorPolicy) {
    self.output = output
    self.onError = onError
  }

  /// Counts and prints the failure of a row.
  /// - Throws: the failure, if it would affect every other row too.
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

  /// Prints the number of rows of each group with more than one, and their positions.
  func conclude() { output.report(counts: groups) }
}

extension OutputChannel {
  /// Prints a line for each kind of failure that several rows share.
  func report(counts groups: FailureGroups) {
    for group in groups.groups where group.count > 1 {
      note(group.sentence)
    }
  }
}

extension FailureGroups.Group {
  /// The number of characters of a message that are repeated.
  private static var maxLength: Int { 120 }

  /// A sentence such as `43 rows failed alike (No such plan: 'x'): a.csv:14 (ann@example.com), :15
  /// and 41 more`.
  fileprivate var sentence: String {
    let message = first.message
    let text = message.count > Self.maxLength ? message.prefix(Self.maxLength) + "…" : message
    let more = count > rows.count ? " and \(count - rows.count) more" : ""
    guard !rows.isEmpty else { return "\(count) rows failed alike (\(text))" }
    return "\(count) rows failed alike (\(text)): \(RowName.list(rows))\(more)"
  }
}
