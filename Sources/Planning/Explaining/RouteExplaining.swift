import JSON
import StripeCatalog

extension Route {
  func node(of object: ObjectType, readsOldestFirst: Bool) -> PlanNode {
    switch self {
    case .nothing(let reason):
      PlanNode("nothing", facts: [.init("because", .string(reason))])
    case .objects(let step):
      PlanNode(
        "get \(step.template)",
        facts: [.init("ids", .array(step.targets.prefix(20).map { .string($0.id) }))])
    case .list(let step):
      PlanNode("list \(step.path)", facts: step.facts(of: object))
    case .search(let step):
      PlanNode(
        "search \(step.path)",
        facts: [
          .init("query", .string(step.query), times: object.times(inSearch: step.query)),
          .init("page size", .integer(step.pageSize)),
        ])
    case .top(let step): step.node(of: object, readsOldestFirst: readsOldestFirst)
    case .union(let routes):
      PlanNode(
        "union",
        facts: [
          .init(
            "order", .string("\(readsOldestFirst ? "oldest" : "newest") first, duplicates dropped"))
        ],
        children: routes.map { $0.node(of: object, readsOldestFirst: readsOldestFirst) })
    case .through(let step): step.node(of: object, readsOldestFirst: readsOldestFirst)
    }
  }
}

extension ListStep {
  fileprivate func facts(of object: ObjectType) -> [PlanNode.Fact] {
    let filters = parameters.members.map { member -> PlanNode.Fact in
      let value = member.value.string ?? member.value.compact
      return .init(
        "filter", .string("\(member.key) = \(value)"), repeats: true,
        times: object.times(in: member))
    }
    let omitted = omission.map { [PlanNode.Fact("excludes", .string($0))] } ?? []
    return filters + omitted + [.init("page size", .integer(pageSize))]
  }
}

extension SemiJoin {
  fileprivate func node(of object: ObjectType, readsOldestFirst: Bool) -> PlanNode {
    PlanNode(
      "through \(parameter)",
      facts: [.init("at most", .string("\(maxIDs) \(first.object.plural)"))],
      children: [first.node] + lists.map { node(of: $0, object) }
        + [
          PlanNode(
            "if there are more",
            children: [otherwise.node(of: object, readsOldestFirst: readsOldestFirst)])
        ])
  }

  private func node(of list: ListStep, _ object: ObjectType) -> PlanNode {
    let ids = "\(parameter) = each id of the \(first.object.plural)"
    return PlanNode(
      "list \(list.path)",
      facts: [.init("filter", .string(ids), repeats: true)] + list.facts(of: object))
  }
}
