import Analysis
import Diagnostics
import Execution
import JSON
import Planning
import Redaction

extension Session {
  /// Prints the plan of a statement; nothing of it is run.
  func explain(_ statement: CheckedStatement) throws {
    var nodes: [PlanNode] = []
    try collectPlans(of: statement, into: &nodes)
    if nodes.isEmpty { nodes = [PlanNode("no request")] }
    try show(plans: nodes)
  }

  /// Runs a read, its rows thrown away, and prints its plan with what it took.
  func analyze(_ statement: CheckedStatement) async throws {
    guard case .operation(let operation) = statement.kind,
      case .read(let plan)? = try await self.plan(operation)
    else { return }
    let titles = plan.lookupTitles
    let (before, lookupsBefore) = (reporter.requests, reporter.requests(for: titles))
    let start = surroundings.engine.elapsed()
    let rows = try await engine().count(plan)
    let seconds = surroundings.engine.elapsed() - start
    var node = plan.node
    node.facts += [
      .init("actual rows", .integer(rows)),
      .init("actual requests", .integer(reporter.requests - before)),
    ]
    if !titles.isEmpty {
      let lookups = reporter.requests(for: titles) - lookupsBefore
      node.facts.append(.init("actual look-ups", .integer(lookups)))
    }
    node.facts += [
      .init("actual time", .string("\(Int((seconds * 1000).rounded())) ms"))
    ]
    try show(plans: [node])
  }

  /// Prints the plans of a whole program.
  package func explain(_ program: CheckedProgram) -> Int32 {
    do {
      var nodes: [PlanNode] = []
      for statement in program.statements { try collectPlans(of: statement, into: &nodes) }
      try show(plans: nodes)
      return 0
    } catch let failure as Failure {
      report(failure)
      return failure.exitCode
    } catch {
      return error is ClosedOutput ? Self.closedPipe : 1
    }
  }

  /// Plans are shown around and kept, so a key that a condition asks for is masked in them.
  private func show(plans nodes: [PlanNode]) throws {
    guard settings.format == nil || settings.format == .table else {
      return try show(nodes.map { SecretMask.masked($0.json) })
    }
    for node in nodes {
      try printText(SecretMask.masked(node.lines.joined(separator: "\n")))
    }
  }

  private func collectPlans(of statement: CheckedStatement, into nodes: inout [PlanNode]) throws {
    switch statement.kind {
    case .operation(let operation):
      nodes.append(try node(of: operation))
    case .assignment(let name, let value):
      nodes += try inner(value, under: "let \(name)")
    case .loop(let name, let rows, let body):
      var loop = PlanNode("for \(name)", children: try plans(in: rows))
      for statement in body { try collectPlans(of: statement, into: &loop.children) }
      nodes.append(loop)
    case .conditional(let branches, let otherwise):
      var choice = PlanNode("if")
      for branch in branches {
        choice.children += try plans(in: branch.condition)
        for statement in branch.body { try collectPlans(of: statement, into: &choice.children) }
      }
      for statement in otherwise { try collectPlans(of: statement, into: &choice.children) }
      nodes.append(choice)
    case .assertion(let condition, _):
      nodes += try inner(condition, under: "assert")
    case .print(let value):
      nodes += try inner(value, under: "print")
    case .included(let statements):
      for statement in statements { try collectPlans(of: statement, into: &nodes) }
    case .explain(_, let inner):
      try collectPlans(of: inner, into: &nodes)
    case .use, .setting, .show, .describe, .testConnection, .help, .exit:
      break
    }
  }

  private func inner(_ value: CheckedValue, under title: String) throws -> [PlanNode] {
    let plans = try plans(in: value)
    return plans.isEmpty ? [] : [PlanNode(title, children: plans)]
  }

  private func plans(in value: CheckedValue) throws -> [PlanNode] {
    try value.inner.map { try node(of: $0.operation) }
  }

  private func node(of operation: CheckedOperation) throws -> PlanNode {
    var bindings = bindings()
    bindings.allowsPlaceholders = true
    do {
      let plan = try planner.plan(operation, with: bindings)
      var node = plan.node
      if let time = expectedTime(of: plan) { node.facts.append(time) }
      if case .write(let write) = plan { try describe(write, in: &node) }
      node.children += try operation.inner.map { try self.node(of: $0.operation) }
      return node
    } catch let error as PlanningError {
      throw Failure(error)
    }
  }

  /// Tells how many writes a job is, and the first of them, as far as that takes no request.
  private func describe(_ plan: WritePlan, in node: inout PlanNode) throws {
    guard plan.input.isBulk, let check = try? plan.checkedInputs() else { return }
    node.facts.append(
      .init("writes", .string("\(check.count)\(expectedTime(ofWrites: check.count))")))
    if check.badInputs > 0 { node.facts.append(.init("bad rows", .integer(check.badInputs))) }
    node.children += check.firstWrites.map { write in
      let request = write.request
      let values = JSONValue.object(request.parameters).compact
      return PlanNode("\(request.method) \(request.path) \(values)")
    }
  }

  /// How long a read's requests take at the pace in force, where both are known.
  private func expectedTime(of plan: Plan) -> PlanNode.Fact? {
    guard case .read(let read) = plan, let pace = pace, pace > 0 else { return nil }
    let estimate = RequestEstimate(plan: read)
    let seconds = { (requests: Int) in max(1, Int((Double(requests) / pace).rounded(.up))) }
    let rate = "at \(Int(pace.rounded())) requests a second"
    guard let most = estimate.most else {
      return .init("time", .string("\(seconds(estimate.least)) s or more \(rate)"))
    }
    return most == 0 ? nil : .init("time", .string("up to \(seconds(most)) s \(rate)"))
  }

  /// Requests a second that statements begin with; nil where nothing bounds them.
  var pace: Double? {
    guard let connection = try? connect() else { return nil }
    return (settings.maxRequestsPerSecond.map(RateLimits.given) ?? connection.limits).start
  }
}
