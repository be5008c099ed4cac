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
    let plan = SearchPlan(query, resource)
    let place = try call.query["page"]?.string.map(PageToken.place)
    let limit = try Paging.limit(call.query)
    let page = try workspace.storing {
      try plan.page(workspace.objects, after: place, limit: limit)
    }
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
        try plan.count(workspace.objects, upTo: Self.countLimit)
      }
      members.append(("total_count", Array(String(count).utf8)))
    }
    members.append(("url", Array(JSONValue.string(call.operation.path).compact.utf8)))
    return .printed(PageAssembly.envelope(members))
  }
}
