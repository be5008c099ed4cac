/// The progress line for rows that are collected and not printed: those of `let x = query …` and
/// `count(…)`, and the matching rows of a write before the first is written.
struct CollectionProgress {
  private let display: ProgressDisplay?
  private let reporter: Reporter
  private let requestsBefore: Int

  init(_ services: RunServices, _ state: SessionState) {
    display = services.output(state).progress(
      "Collecting", now: services.dependencies.engine.elapsed)
    reporter = services.reporter
    requestsBefore = reporter.requests
  }

  /// Shows the number of rows found so far.
  func found(_ rows: Int) {
    display?.show(rows: rows, expected: nil, requests: reporter.requests - requestsBefore)
  }

  /// Removes the line.
  func clear() { display?.clear() }
}
