import JSON

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
    case .through(let step): step.node
    }
  }
}

extension ListStep {
  fileprivate var facts: [PlanNode.Fact] {
    let filters = parameters.members.map { member -> PlanNode.Fact in
      let value = member.value.string ?? member.value.compact
      return .init("filter", .string("\(member.key) = \(value)"), repeats: true)
    }
    let omitted = omission.map { [PlanNode.Fact("without", .string($0))] } ?? []
    return filters + omitted + [.init("page size", .integer(pageSize))]
  }
}

extension ThroughStep {
  fileprivate var node: PlanNode {
    PlanNode(
      "through \(parameter)",
      facts: [.init("at most", .string("\(mostIDs) \(first.object.plural)"))],
      children: [first.node] + lists.map(node(of:))
        + [PlanNode("where there are more", children: [otherwise.node])])
  }

  private func node(of list: ListStep) -> PlanNode {
    let ids = "\(parameter) = each id of the \(first.object.plural)"
    return PlanNode(
      "list \(list.path)", facts: [.init("filter", .string(ids), repeats: true)] + list.facts)
  }
}
