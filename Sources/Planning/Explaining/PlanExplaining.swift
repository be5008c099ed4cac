import Analysis
import Evaluation
import JSON

extension Plan {
  /// The plan as a tree to read.
  public var node: PlanNode {
    switch self {
    case .read(let plan): plan.node
    case .write(let plan): plan.node
    case .request(let plan): plan.node
    }
  }
}

extension ReadPlan {
  public var node: PlanNode {
    var facts: [PlanNode.Fact] = []
    if let filter, filter != .constant(.bool(true)) {
      facts.append(.init("test here", .string(filter.sourceText)))
    }
    if !expand.isEmpty { facts.append(.init("expand", .array(expand.map(JSONValue.string)))) }
    if isGrouped {
      facts.append(.init("group by", .string(groupBy.map(\.description).joined(separator: ", "))))
    }
    if let columns {
      facts.append(.init("select", .string(columns.map(\.label).joined(separator: ", "))))
    }
    if !orderBy.isEmpty {
      let keys = orderBy.map { $0.scalar.sourceText + ($0.isDescending ? " desc" : "") }
      facts.append(.init("order by", .string(keys.joined(separator: ", "))))
    } else if !isGrouped, !isGet {
      facts.append(.init("order", "newest first"))
    }
    if let limit { facts.append(.init("limit", .integer(limit))) }
    facts.append(.init("requests", .string(RequestEstimate(plan: self).text)))
    return PlanNode(title, facts: facts, children: [route.node])
  }
}

extension WritePlan {
  public var node: PlanNode {
    var facts: [PlanNode.Fact] = [
      .init("request", .string("\(operation.method.text) \(operation.path)"))
    ]
    if let body { facts.append(.init("body", .string(body.sourceText))) }
    var children: [PlanNode] = []
    switch input {
    case .body: facts.append(.init("writes", 1))
    case .ids(let ids):
      facts.append(.init("writes", .integer(ids.count)))
      facts.append(.init("ids", .array(ids.prefix(20).map(JSONValue.string))))
    case .matching(let plan):
      facts.append(.init("writes", "one for each matching row, after all are found"))
      children = [plan.node]
    case .values(let values): facts.append(.init("writes", .integer(values.count)))
    case .file(let path): facts.append(.init("rows of", .string(path)))
    case .standardInput: facts.append(.init("rows of", "standard input"))
    }
    return PlanNode(title, facts: facts, children: children)
  }
}

extension RequestPlan {
  public var node: PlanNode {
    PlanNode(
      "request \(method) \(path)", facts: body.isEmpty ? [] : [.init("body", .object(body))])
  }
}
