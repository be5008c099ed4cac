import Execution
import HTTP
import JSON
import Planning

/// Shows the requests of writes instead of sending them.
struct DryRun {
  let services: RunServices

  func show(_ plan: WritePlan, in state: inout SessionState) async throws {
    let engine = try services.account.engine(&state.settings)
    let output = services.output(state)
    let input = try services.pinnedInput(of: plan)
    _ = try plan.checkInputs(input, onError: state.settings.onError, output)
    var (count, rows) = (0, 0)
    let job = WriteJob(
      input: input, marksWrites: state.settings.marksWrites,
      forcesWrites: state.settings.forcesWrites)
    let unchanged = try await engine.requests(of: plan, job) { prepared in
      let prepared = try prepared.get()
      count += 1
      rows += prepared.rows
      let request = prepared.request
      try show(request.method, request.path, request.parameters, output)
    }
    guard plan.input.isBulk || plan.consequence != nil || unchanged > 0 else { return }
    let same = unchanged > 0 ? ", \(unchanged) unchanged" : ""
    let requests = count == 1 ? "1 request" : "\(count) requests"
    let saved = rows > count ? " for \(rows) rows" : ""
    let time = ExpectedTime(services.account, state.settings).words(ofWrites: count)
    output.say("dry run: \(requests)\(saved)\(same)\(time)\(plan.consequence?.dryRunEnding ?? "")")
  }

  func show(_ plan: RequestPlan, in state: SessionState) throws {
    let output = services.output(state)
    try show(plan.method, plan.path, plan.body, output)
    if let ending = plan.consequence?.dryRunEnding { output.say("dry run: 1 request\(ending)") }
  }

  private func show(
    _ method: HTTPMethod, _ path: String, _ parameters: JSONObject, _ output: OutputChannel
  ) throws {
    try output.printLine([
      "method": .string(method.rawValue), "path": .string(path), "parameters": .object(parameters),
    ])
  }
}

extension Consequence {
  /// How the closing message of a dry run ends.
  fileprivate var dryRunEnding: String { "; irreversible: \(text)" }
}
