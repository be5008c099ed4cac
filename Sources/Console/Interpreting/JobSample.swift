import Execution
import JSON
import Planning

/// The first rows of a job, which the question before the job shows.
struct JobSample {
  let plan: WritePlan
  let engine: Engine
  let opened: OpenedJob
  /// The result of checking the input rows; nil if they do not come from a file or a value.
  let check: InputCheck?

  /// The maximum number of rows shown.
  static let maxRows = 5

  /// Returns one line for each row, and one with the number of the others.
  /// - Parameter count: the number of rows of the job; nil if it is unknown.
  /// - Throws: `Failure` if an object cannot be read.
  func lines(of count: Int?) async throws -> [String] {
    let lines = try await rows().prefix(count ?? Self.maxRows).map { "  \($0)" }
    guard let count, count > lines.count, !lines.isEmpty else { return lines }
    return lines + ["  … and \(count - lines.count) more"]
  }

  private func rows() async throws -> [String] {
    switch plan.input {
    case .matching:
      return opened.sample.map { RowSummary($0).text }
    case .ids:
      var rows: [String] = []
      for write in try plan.checkedInputs()?.firstWrites ?? [] {
        rows.append(RowSummary(try await engine.object(of: write, plan), id: write.id).text)
      }
      return rows
    case .values, .file, .standardInput:
      return (check?.firstWrites ?? []).map { write in
        // A new object is described by the values that are sent.
        let document = JSONValue.object(write.document)
        return plan.verb == .create
          ? RowSummary(document).text : RowSummary(write.source, id: write.id).text
      }
    case .body:
      return []
    }
  }
}
