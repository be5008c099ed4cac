import JSON

/// A list of rows that are worked out and not stored.
struct ComputedList {
  let rows: [JSONObject]
  /// Where the list is read.
  let address: String

  /// The page that a query asks for.
  func page(_ query: JSONObject) throws(SandboxError) -> JSONObject {
    let paging = try Paging(query)
    let limit = try Paging.limit(query)
    var left = rows[...]
    if let id = paging.startingAfter { left = left.drop { $0.text("id") != id }.dropFirst() }
    if let id = paging.endingBefore {
      left = left.prefix { $0.text("id") != id }.suffix(limit)
    }
    return [
      "object": "list", "data": .array(left.prefix(limit).map(JSONValue.object)),
      "has_more": .bool(left.count > limit), "url": .string(address),
    ]
  }
}
