import Analysis
import Expressions
import JSON

extension Plan {
  /// The plan as a tree for display.
  package var node: PlanNode {
    switch self {
    case .read(let plan): plan.node
    case .write(let plan): plan.node
    case .request(let plan): plan.node
    case .file(let plan): PlanNode("read \(plan.path)")
    }
  }
}

extension ReadPlan {
  /// The read as a tree for display, with its route and look-ups below it.
  package var node: PlanNode {
    var facts: [PlanNode.Fact] = []
    if let filter, filter != .constant(.bool(true)) {
      facts.append(
        .init("filtered locally", .string(filter.sourceText), times: filter.comparedTimes))
    }
    if !expand.isEmpty { facts.append(.init("expand", .array(expand.map(JSONValue.string)))) }
    facts += grouping?.facts ?? []
    if let columns {
      facts.append(.init("select", .string(columns.map(\.label).joined(separator: ", "))))
    }
    if readsOldestFirst {
      facts.append(.init("order", "oldest first, read in ascending order"))
    } else if !orderBy.isEmpty {
      let keys = orderBy.map {
        (grouping?.spelledOut($0.scalar) ?? $0.scalar).sourceText + ($0.isDescending ? " desc" : "")
      }
      facts.append(.init("order by", .string(keys.joined(separator: ", "))))
    } else if !isGrouped, !isGet {
      facts.append(.init("order", "newest first"))
    }
    if let beginning {
      facts.append(.init("beginning", .string("found by counts of \(beginning.path)")))
    }
    if let limit { facts.append(.init("limit", .integer(limit))) }
    if let destination { facts.append(.init("into", .string(destination.address))) }
    facts.append(.init("requests", .string(RequestEstimate(plan: self).text)))
    return PlanNode(title, facts: facts, children: [source] + completionNodes)
  }

  /// The requests that find the rows, or their number.
  private var source: PlanNode {
    let rows = route.node(of: object, readsOldestFirst: readsOldestFirst)
    return count.map { $0.node(of: object, otherwise: rows) } ?? rows
  }
}

extension Grouping {
  /// The keys, the aggregates and the condition of the groups.
  fileprivate var facts: [PlanNode.Fact] {
    var facts: [PlanNode.Fact] = []
    if !keys.isEmpty {
      facts.append(.init("group by", .string(keys.map(\.sourceText).joined(separator: ", "))))
    }
    if !aggregates.isEmpty {
      facts.append(
        .init("compute", .string(aggregates.map(\.sourceText).joined(separator: ", "))))
    }
    if let having { facts.append(.init("having", .string(spelledOut(having).sourceText))) }
    return facts
  }
}
