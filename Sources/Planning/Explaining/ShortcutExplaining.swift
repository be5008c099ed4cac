import JSON
import StripeCatalog

extension PlanNode.Fact {
  /// The age of data from Stripe's search index. Source: Stripe's page on search.
  fileprivate static var indexAge: PlanNode.Fact { .init("data", "up to a minute old") }
}

extension TopSearch {
  func node(of object: ObjectType, readsOldestFirst: Bool) -> PlanNode {
    let extremes = "\(isDescending ? "greatest" : "least") \(field)"
    return PlanNode(
      "search \(path)",
      facts: [
        .init("query", .string(query), times: object.times(inSearch: query)),
        .init("only", .string("the \(rows) rows with the \(extremes), bounded by counts")),
        .indexAge, .init("page size", .integer(pageSize)),
      ],
      children: [
        PlanNode(
          "if search cannot answer",
          children: [otherwise.node(of: object, readsOldestFirst: readsOldestFirst)])
      ])
  }
}

extension CountSearch {
  /// The count, with the route that is read if it is not exact.
  func node(of object: ObjectType, otherwise: PlanNode) -> PlanNode {
    PlanNode(
      "count \(path)",
      facts: [
        .init("query", .string(query), times: object.times(inSearch: query)), .indexAge,
      ],
      children: [PlanNode("if search cannot answer", children: [otherwise])])
  }
}
