import Analysis
import Evaluation
import JSON

extension WritePlan {
  public var node: PlanNode {
    var facts: [PlanNode.Fact] = [.init("request", .string(requestText))]
    if let consequence { facts.append(.init("irreversible", .string(consequence.text))) }
    if let body { facts.append(.init("body", .string(body.sourceText))) }
    facts += inputFacts
    if case .matching(let plan) = input {
      return PlanNode(title, facts: facts, children: [plan.node])
    }
    return PlanNode(title, facts: facts)
  }

  private var requestText: String { "\(operation.method.text) \(operation.path)" }

  private var inputFacts: [PlanNode.Fact] {
    switch input {
    case .body: [.init("writes", 1)]
    case .ids(let ids):
      [
        .init("writes", .integer(ids.count)),
        .init("ids", .array(ids.prefix(20).map(JSONValue.string))),
      ]
    case .matching: [.init("writes", "one for each matching row, after all are found")]
    case .values(let values): [.init("writes", .integer(values.count))]
    case .file(let path): [.init("rows of", .string(path))]
    case .standardInput: [.init("rows of", "standard input")]
    }
  }
}

extension RequestPlan {
  public var node: PlanNode {
    var facts: [PlanNode.Fact] = []
    if let consequence { facts.append(.init("irreversible", .string(consequence.text))) }
    if !body.isEmpty { facts.append(.init("body", .object(body))) }
    return PlanNode("request \(method) \(path)", facts: facts)
  }
}
