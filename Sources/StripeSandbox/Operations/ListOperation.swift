import JSON
import SandboxStore
import StripeCatalog
import StripeWire

/// One page of a list.
struct ListOperation {
  let call: Call
  let workspace: Workspace

  private var operation: Operation { call.operation }

  func perform(_ expansion: ExpansionTree) throws(SandboxError) -> Answer {
    let behavior = try workspace.resource(operation.object.typeName).behavior
    if let rows = try behavior.computedRows(of: call.query, in: workspace) {
      return try .object(ComputedList(rows: rows, address: path).page(call.query))
    }
    let page = try page()
    let data = try PrintedRows(workspace: workspace)
      .data(page.places, operation.result, expansion)
    return .printed(operation.isV2 ? try envelopeV2(page, data) : try envelope(page, data))
  }

  private func page() throws(SandboxError) -> SelectedPage {
    let resource = try workspace.resource(operation.object.typeName)
    for (filter, type) in resource.behavior.listRules.existing {
      guard let id = call.query[filter]?.string else { continue }
      _ = try workspace.get(type, id, param: filter)
    }
    try resource.behavior.listRules.check(call.query)
    let parent = try parent()
    let filters = ListFilters(call.query, resource, isNested: parent != nil)
    var selection = filters.selection(parent: parent, limit: try limit())
    if let retention = resource.behavior.listRules.retention {
      let oldest = workspace.wall - retention + 1
      let range = selection.sortKeys
      if range.upperBound < oldest { selection.source = .nothing }
      selection.sortKeys = max(range.lowerBound, oldest)...max(range.upperBound, oldest)
    }
    try move(&selection)
    return try workspace.storing { try workspace.objects.select(selection) }
  }

  private func parent() throws(SandboxError) -> String? {
    guard !operation.parents.isEmpty else { return nil }
    try ObjectOperation(call: call, parameters: Parameters(call.query), workspace: workspace)
      .checkParent()
    return call.parentID ?? ""
  }

  private func limit() throws(SandboxError) -> Int { try Paging.limit(call.query) }

  /// Sets where the page begins.
  private func move(_ selection: inout Selection) throws(SandboxError) {
    if operation.isV2 {
      selection.place = try call.query["page"]?.string.map(PageToken.place)
      return
    }
    let paging = try Paging(call.query)
    try checkValueLists(paging)
    if let id = paging.startingAfter {
      selection.place = try place(id, param: "starting_after")
    }
    if let id = paging.endingBefore {
      selection.place = try place(id, param: "ending_before")
      selection.direction = .backward
    }
  }

  /// Source: the docstrings of the SDK's `ProductListParams.ids` and `PriceListParams.lookup_keys`.
  private func checkValueLists(_ paging: Paging) throws(SandboxError) {
    if call.query["ids"] != nil, paging.startingAfter ?? paging.endingBefore != nil {
      throw SandboxError(
        "You cannot use `ids` together with `starting_after` or `ending_before`.", param: "ids")
    }
    if let keys = call.query["lookup_keys"]?.array, keys.count > 10 {
      throw SandboxError("You can specify up to 10 lookup_keys.", param: "lookup_keys")
    }
  }

  private func place(_ id: String, param: String) throws(SandboxError) -> ListPlace {
    let type = operation.object.typeName
    for member in Families.members[type] ?? [type] {
      if let place = try workspace.stored.place(member, id) { return place }
    }
    throw .missing(try workspace.resource(type).displayName, id, param: param, status: 400)
  }

  private var path: String {
    call.route.listPath ?? operation.path(with: call.route.pathIDs) ?? operation.path
  }

  /// The path, with the filter without which there is no such list.
  private var address: String {
    guard let filter = operation.parameters.first(where: \.isRequired)?.name,
      let value = call.query[filter]?.string
    else { return path }
    return "\(path)?\(filter)=\(value)"
  }

  private func envelope(_ page: SelectedPage, _ data: [UInt8]) throws(SandboxError) -> [UInt8] {
    var members = [("object", Array("\"list\"".utf8))]
    if let count = try count() { members.append(("count", Array(String(count).utf8))) }
    return PageAssembly.envelope(
      members + [
        ("data", data), ("has_more", Array((page.hasMore ? "true" : "false").utf8)),
        ("url", Array(JSONValue.string(address).compact.utf8)),
      ])
  }

  /// Returns the number of all matches for lists that Stripe counts, else nil.
  private func count() throws(SandboxError) -> Int? {
    let type = operation.object.typeName
    guard call.route.listPath == nil,
      let filter = try workspace.resource(type).behavior.listRules.countedBy,
      let value = call.query[filter]?.string
    else { return nil }
    return try workspace.count(type, where: filter, equals: value)
  }

  /// API v2 names the next page by its address, which carries the request's own parameters.
  private func envelopeV2(_ page: SelectedPage, _ data: [UInt8]) throws(SandboxError) -> [UInt8] {
    var next = JSONValue.null
    if page.hasMore, let last = page.places.last {
      var query = call.query
      query["limit"] = .integer(try limit())
      query["page"] = .string(PageToken.text(last))
      next = .string(APIRequest(.get, path, query).encoded().target)
    }
    return PageAssembly.envelope([
      ("data", data), ("next_page_url", Array(next.compact.utf8)),
      ("previous_page_url", Array("null".utf8)),
    ])
  }
}

/// A place in a list as an opaque word.
enum PageToken {
  static func text(_ place: ListPlace) -> String {
    "pt_\(String(place.sortKey, radix: 36))_\(String(place.seq, radix: 36))"
  }

  static func place(_ token: String) throws(SandboxError) -> ListPlace {
    let parts = token.split(separator: "_")
    guard parts.count == 3, parts[0] == "pt", let sortKey = Int(parts[1], radix: 36),
      let seq = Int64(parts[2], radix: 36)
    else {
      throw SandboxError("Invalid page token: \(token.prefix(80))", param: "page")
    }
    return ListPlace(sortKey: sortKey, seq: seq)
  }
}

/// Chosen rows as the `data` of a page.
struct PrintedRows {
  let workspace: Workspace

  private static func element(_ result: TypeShape) -> ObjectType? {
    guard case .list(let type) = result else { return nil }
    return type
  }

  /// - Parameter result: the list's shape, for the expansion.
  func data(_ rows: [ListPlace], _ result: TypeShape, _ expansion: ExpansionTree)
    throws(SandboxError) -> [UInt8]
  {
    let type = Self.element(result)
    let behavior = type.map { workspace.environment.resources[$0].behavior }
    let isTimed = behavior?.viewAtTime != nil
    guard let children = expansion.children["data"] ?? (isTimed ? expansion : nil) else {
      let isServed = workspace.environment.pages.isServed
      return try workspace.storing {
        try PageAssembly.data(rows, workspace.objects, isIndented: isServed)
      }
    }
    guard let type else { return Array("[]".utf8) }
    let fields = RequestedFields.within(.object(type))
    let expander = Expander(workspace: workspace)
    var elements: [JSONValue] = []
    let bodies = try workspace.storing {
      try workspace.objects.bodies(at: rows)
    }
    for body in bodies {
      let stored = try workspace.storing { try JSONValue(parsing: body).object ?? [:] }
      let object = behavior?.viewAtTime?(stored, workspace.wall) ?? stored
      let expanded = try expander.expand(object, .object(type), children)
      elements.append(.object(fields.hidden(in: expanded, but: children)))
    }
    var bytes: [UInt8] = []
    StripeJSON.append(.array(elements), indent: 2, to: &bytes)
    return bytes
  }
}
