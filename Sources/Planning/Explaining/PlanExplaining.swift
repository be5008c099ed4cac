import Analysis
import Expressions
import JSON

extension Plan {
  /// The plan as a tree to read.
  package var node: PlanNode {
    switch self {
    case .read(let plan): plan.node
    case .write(let plan): plan.node
    case .request(let plan): plan.node
    }
  }
}

extension ReadPlan {
  package var node: PlanNode {
    var facts: [PlanNode.Fact] = []
    if let filter, filter != .constant(.bool(true)) {
      facts.append(.init("filtered locally", .string(filter.sourceText)))
    }
    if !expand.isEmpty { facts.append(.init("expand", .array(expand.map(JSONValue.string)))) }
    if isGrouped {
      facts.append(.init("group by", .string(groupBy.map(\.description).joined(separator: ", "))))
    }
    if let columns {
      facts.append(.init("select", .string(columns.map(\.label).joined(separator: ", "))))
    }
    if readsOldestFirst {
      facts.append(.init("order", "oldest first, read in ascending order"))
    } else if !orderBy.isEmpty {
      let keys = orderBy.map { $0.scalar.sourceText + ($0.isDescending ? " desc" : "") }
      facts.append(.init("order by", .string(keys.joined(separator: ", "))))
    } else if !isGrouped, !isGet {
      facts.append(.init("order", "newest first"))
    }
    if let limit { facts.append(.init("limit", .integer(limit))) }
    facts.append(.init("requests", .string(RequestEstimate(plan: self).text)))
    return PlanNode(
      title, facts: facts,
      children: [route.node(readsOldestFirst: readsOldestFirst)] + completionNodes)
  }
}
