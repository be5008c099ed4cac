import Execution
import JSON
import Planning

extension Session {
  func showDryRun(of plan: WritePlan) async throws {
    _ = try checkInputs(of: plan)
    var (count, rows) = (0, 0)
    let job = WriteJob(
      standardInput: surroundings.standardInput, marksWrites: settings.marksWrites)
    try await engine().requests(of: plan, job) { prepared in
      let prepared = try prepared.get()
      count += 1
      rows += prepared.rows
      let request = prepared.request
      try showDryRun(request.method, request.path, request.parameters)
    }
    guard plan.input.isBulk || plan.consequence != nil else { return }
    let requests = count == 1 ? "1 request" : "\(count) requests"
    let saved = rows > count ? " for \(rows) rows" : ""
    let ending = plan.consequence?.dryRunEnding ?? ""
    say("dry run: \(requests)\(saved)\(expectedTime(ofWrites: count))\(ending)")
  }

  /// How long so many writes take at the pace in force, as the end of a sentence.
  func expectedTime(ofWrites count: Int) -> String {
    guard let pace, pace > 0 else { return "" }
    let seconds = max(1, Int((Double(count) / pace).rounded(.up)))
    return ", \(seconds) s at \(Int(pace.rounded())) a second"
  }
}

extension Consequence {
  /// How the closing message of a dry run ends.
  var dryRunEnding: String { "; irreversible: \(text)" }
}
