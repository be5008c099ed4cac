import Analysis
import Execution
import JSON
import Planning
import Redaction

/// Prints the plans of statements without running them.
struct Explainer {
  let services: RunServices
  let state: SessionState

  private var time: ExpectedTime { ExpectedTime(services.account, state.settings) }

  /// Prints the plan of a statement.
  /// - Throws: `Failure` if the statement cannot be planned, and errors of the output.
  func explain(_ statement: CheckedStatement) throws {
    var nodes: [PlanNode] = []
    try collectPlans(of: statement, into: &nodes)
    if nodes.isEmpty { nodes = [PlanNode("no request")] }
    try services.output(state).show(
      plans: nodes, state.settings.format, services.bindings(state).zone)
  }

  /// Prints the plans of all statements of a program.
  /// - Returns: the exit code.
  func explain(_ program: CheckedProgram) -> Int32 {
    let output = services.output(state)
    do {
      var nodes: [PlanNode] = []
      for statement in program.statements { try collectPlans(of: statement, into: &nodes) }
      try output.show(plans: nodes, state.settings.format, services.bindings(state).zone)
      return 0
    } catch let failure as Failure {
      output.report(failure)
      return failure.exitCode
    } catch {
      return error is ClosedOutput ? RunCode.closedPipe : 1
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
    var bindings = services.bindings(state)
    bindings.allowsPlaceholders = true
    do {
      let plan = try Planner(state.settings).plan(operation, with: bindings)
      var node = plan.node
      switch plan {
      case .read(let read):
        if let time = time.fact(of: read) { node.facts.append(time) }
        if let table = table(for: read) { node.children.append(table.node) }
      case .write(let write): try describe(write, in: &node)
      case .request, .file: break
      }
      node.children += try operation.inner.map { try self.node(of: $0.operation) }
      return node
    } catch let error as PlanningError {
      throw Failure(error)
    }
  }

  /// Returns the table that the rows of a read go to; nil if they go elsewhere.
  private func table(for read: ReadPlan) -> ImportedTable? {
    guard
      let destination = read.destination ?? state.settings.output.map({ PlannedDestination($0) }),
      ResultAddress(destination.address).isDatabase
    else { return nil }
    return ImportedTable(read, named: destination.table)
  }

  /// Adds the number of writes and the first of them, if they are known without a request.
  private func describe(_ plan: WritePlan, in node: inout PlanNode) throws {
    guard plan.input.isBulk else { return }
    // Rows on standard input are not read here, because a run needs them.
    let input = try? plan.pinnedInput(nil, services.dependencies.engine)
    guard let check = try? plan.checkedInputs(input) else { return }
    node.facts.append(
      .init("writes", .string("\(check.count)\(time.words(ofWrites: check.count))")))
    if check.badInputs > 0 { node.facts.append(.init("invalid rows", .integer(check.badInputs))) }
    node.children += check.firstWrites.prefix(3).map { write in
      let request = write.request
      let values = JSONValue.object(request.parameters).compact
      return PlanNode("\(request.method) \(request.path) \(values)")
    }
  }
}
