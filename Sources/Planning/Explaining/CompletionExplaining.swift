import Expressions
import JSON

extension ReadPlan {
  /// The look-ups, which are made in addition to the requests of the route.
  var completionNodes: [PlanNode] {
    nodes(of: beforeFilter, rows: maxRowsTested, for: tested)
      + nodes(
        of: afterFilter, rows: maxRowsShown, for: "returned rows")
  }

  /// The rows for which the condition needs more data than their page has, in words.
  private var tested: String {
    filterBeforeCompletion.map { "rows where \($0.sourceText)" } ?? "all rows"
  }

  private func nodes(of completion: Completion, rows: Int?, for purpose: String) -> [PlanNode] {
    completion.lookups.map { lookup in
      var node = lookup.node(rows: rows)
      node.facts.insert(.init("for", .string(purpose)), at: 0)
      return node
    }
  }
}

extension Lookup {
  fileprivate func node(rows: Int?) -> PlanNode {
    let most = isMany ? nil : rows
    var facts: [PlanNode.Fact] = [.init("get", .string(operation.path))]
    if !expand.isEmpty { facts.append(.init("expand", .array(expand.map(JSONValue.string)))) }
    facts.append(
      .init("requests", .string("1 per distinct id" + (most.map { ", at most \($0)" } ?? ""))))
    return PlanNode(
      "look up \(path)", facts: facts,
      children: completion.lookups.map { $0.node(rows: most) })
  }
}
