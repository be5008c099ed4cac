import JSON
import SandboxStore
import StripeCatalog

/// One page of a search. Writes are visible at once; there is no indexing delay.
struct SearchOperation {
  /// Beyond this many, Stripe's own counts are not exact either.
  static let countLimit = 10_000

  let call: Call
  let workspace: Workspace

  func perform(_ expansion: ExpansionTree) throws(SandboxError) -> Answer {
    let resource = try workspace.resource(call.operation.object.typeName)
    let text = call.query["query"]?.string ?? ""
    let query = try SearchParser.parse(text, resource.searchFields)
    var selection = Self.selection(query, resource)
    selection.limit = try Paging.limit(call.query)
    selection.place = try call.query["page"]?.string.map(PageToken.place)
    let page = try workspace.storing { try workspace.objects.select(selection) }
    let data = try PrintedRows(workspace: workspace)
      .data(page.places, .list(of: call.operation.object), expansion)
    let next = page.hasMore ? page.places.last.map(PageToken.text) : nil
    var members: [(name: String, value: [UInt8])] = [
      ("object", Array("\"search_result\"".utf8)), ("data", data),
      ("has_more", Array((page.hasMore ? "true" : "false").utf8)),
      ("next_page", Array((next.map(JSONValue.string) ?? .null).compact.utf8)),
    ]
    if expansion.children["total_count"] != nil {
      let count = try workspace.storing {
        try workspace.objects.count(selection, upTo: Self.countLimit)
      }
      members.append(("total_count", Array(String(count).utf8)))
    }
    members.append(("url", Array(JSONValue.string(call.operation.path).compact.utf8)))
    return .printed(PageAssembly.envelope(members))
  }

  /// Candidates from the index where every match must have a value of it, all others one by one.
  static func selection(_ query: SearchQuery, _ resource: Resource) -> Selection {
    var selection = Selection(source: source(query, resource), limit: 0)
    if query.connective == .all {
      selection.sortKeys = positions(query)
    }
    let evaluator = SearchEvaluator(query: query)
    selection.test = evaluator.matches
    return selection
  }

  private static func source(_ query: SearchQuery, _ resource: Resource) -> Selection.Source {
    guard query.connective == .all else { return .type(resource.typeName) }
    for clause in query.clauses where clause.kind == .token && !clause.isNegated {
      guard case .equals(let value) = clause.condition,
        resource.indexedNames.contains(clause.name)
      else { continue }
      return .index(name: resource.indexName(clause.name), values: [value])
    }
    return .type(resource.typeName)
  }

  /// The time of creation that all clauses leave.
  private static func positions(_ query: SearchQuery) -> ClosedRange<Int> {
    var low = Int.min
    var high = Int.max
    for clause in query.clauses where clause.name == "created" && !clause.isNegated {
      guard case .compared(let comparison, let text) = clause.condition, let bound = Int(text)
      else { continue }
      switch comparison {
      case .greater, .greaterOrEqual: low = max(low, bound)
      case .less, .lessOrEqual: high = min(high, bound)
      }
    }
    return low <= high ? low...high : low...low
  }
}
