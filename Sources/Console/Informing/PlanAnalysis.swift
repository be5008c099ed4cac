import Analysis
import Execution
import Expressions
import JSON
import Planning
import Presentation
import Redaction

/// `explain analyze`: runs a read, discards its rows, and prints its plan with the actual cost.
struct PlanAnalysis {
  let services: RunServices

  func run(_ statement: CheckedStatement, in state: inout SessionState) async throws {
    guard case .operation(let operation) = statement.kind,
      case .read(let plan)? = try await Evaluator(services: services).plan(operation, in: &state)
    else { return }
    let engine = try services.account.engine(&state.settings)
    let (reporter, now) = (services.reporter, services.dependencies.engine.elapsed)
    let titles = plan.lookupTitles
    let (before, lookupsBefore) = (reporter.requests, reporter.requests(for: titles))
    let start = now()
    let rows = try await engine.count(plan)
    let seconds = now() - start
    var node = plan.node
    node.facts += [
      .init("actual rows", .integer(rows)),
      .init("actual requests", .integer(reporter.requests - before)),
    ]
    if !titles.isEmpty {
      let lookups = reporter.requests(for: titles) - lookupsBefore
      node.facts.append(.init("actual look-ups", .integer(lookups)))
    }
    node.facts.append(.init("actual time", .string("\(Int((seconds * 1000).rounded())) ms")))
    try services.output(state).show(
      plans: [node], state.settings.format, services.bindings(state).zone)
  }
}

extension OutputChannel {
  /// Plans are shown around and kept, so a key that a condition asks for is masked in them.
  func show(plans nodes: [PlanNode], _ format: OutputFormat?, _ zone: ClockZone) throws {
    guard format == nil || format == .table else {
      return try show(nodes.map { SecretMask.masked($0.json) })
    }
    for node in nodes {
      try printText(SecretMask.masked(node.lines(in: zone).joined(separator: "\n")))
    }
  }
}
