import Execution
import JSON
import Planning

/// Reads the rows of files that expressions name.
struct FileRunner {
  let services: RunServices

  /// Returns all rows of a file; a resumed run takes them from the journal.
  /// - Throws: `Failure` if the file or the journal cannot be read.
  func rows(of plan: FilePlan) throws -> JSONValue {
    do {
      let step = try services.journal?.nextStep("read \(plan.path)", at: plan.place)
      if let before = try step?.result() { return before }
      let rows = JSONValue.array(
        try FileRows.all(
          of: plan.path, in: services.dependencies.engine.inputFiles, at: plan.place))
      try step?.keep(result: rows)
      return rows
    } catch let error as JournalError {
      throw Failure(error, at: plan.place)
    }
  }

  func print(_ plan: FilePlan, in state: inout SessionState) throws {
    let output = services.output(state)
    var writer = output.writer(isSingle: false)
    for row in try rows(of: plan).array ?? [] { try writer.write(.computed(row)) }
    try output.finish(&writer)
  }
}
