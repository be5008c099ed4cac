import Execution
import JSON
import Planning

/// The first rows of a job, as a question before it names them.
struct JobSample {
  let plan: WritePlan
  let engine: Engine
  let opened: OpenedJob
  /// What reading the inputs brought to light; nil where they are in no file or value.
  let check: InputCheck?

  /// Rows that are named.
  static let maxRows = 5

  /// One line for each row, and how many there are beyond them.
  /// - Parameter count: rows of the job; nil where that is not known.
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
        // What is being made is known by what is sent.
        let document = JSONValue.object(write.document)
        return plan.verb == .create
          ? RowSummary(document).text : RowSummary(write.source, id: write.id).text
      }
    case .body:
      return []
    }
  }
}
