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

extension Route {
  var node: PlanNode {
    switch self {
    case .nothing(let reason):
      PlanNode("nothing", facts: [.init("because", .string(reason))])
    case .objects(let step):
      PlanNode(
        "get \(step.template)",
        facts: [.init("ids", .array(step.targets.prefix(20).map { .string($0.id) }))])
    case .list(let step):
      PlanNode("list \(step.path)", facts: step.facts)
    case .search(let step):
      PlanNode(
        "search \(step.path)",
        facts: [.init("query", .string(step.query)), .init("page size", .integer(step.pageSize))])
    case .union(let routes):
      PlanNode(
        "union", facts: [.init("order", "newest first, duplicates dropped")],
        children: routes.map(\.node))
    }
  }
}

extension ListStep {
  fileprivate var facts: [PlanNode.Fact] {
    let filters = parameters.members.map { member -> PlanNode.Fact in
      .init("filter", .string("\(member.key) = \(member.value.string ?? member.value.compact)"))
    }
    return filters + [.init("page size", .integer(pageSize))]
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

/// How many requests a read takes, as far as can be known before it.
public struct RequestEstimate: Sendable, Hashable {
  public let least: Int
  /// Nil where it depends on how much there is.
  public let most: Int?

  public init(plan: ReadPlan) {
    self = RequestEstimate(
      route: plan.route,
      wanted: plan.routeIsExact && plan.orderBy.isEmpty && !plan.isGrouped ? plan.limit : nil)
  }

  private init(route: Route, wanted: Int?) {
    switch route {
    case .nothing: (least, most) = (0, 0)
    case .objects(let step): (least, most) = (step.targets.count, step.targets.count)
    case .list(let step):
      (least, most) = (1, wanted.map { ($0 + step.pageSize - 1) / step.pageSize })
    case .search: (least, most) = (1, nil)
    case .union(let routes):
      let parts = routes.map { RequestEstimate(route: $0, wanted: wanted) }
      let known = parts.compactMap(\.most)
      least = parts.reduce(0) { $0 + $1.least }
      most = known.count == parts.count ? known.reduce(0, +) : nil
    }
  }

  public var text: String {
    guard let most else { return "\(least) or more, one a page" }
    return most <= least ? "\(least)" : "\(least) to \(most)"
  }
}
