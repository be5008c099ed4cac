import JSON

/// Events of API v1, which show the object as it was then.
struct EventBehavior: ResourceBehavior {
  let typeName = "event"
  let retention: Int? = EventStore.retention

  let filterMeanings = ["type": FilterMeaning(takesPatterns: true)]

  /// Delivered is what no webhook waits for.
  func filterValues(of object: JSONObject) -> JSONObject {
    ["delivery_success": .bool((object["pending_webhooks"]?.integer ?? 0) == 0)]
  }

  func checkFilters(_ query: JSONObject) throws(SandboxError) {
    if query["type"] != nil, query["types"] != nil {
      throw SandboxError("You may only specify one of these parameters: type, types.")
    }
    try EventTypes.check(query)
  }
}

/// Events of API v2.
struct ThinEventBehavior: ResourceBehavior {
  let typeName = "v2.core.event"
  let retention: Int? = EventStore.retention
  let fieldPaths = ["object_id": "related_object.id"]

  func checkFilters(_ query: JSONObject) throws(SandboxError) {
    try EventTypes.check(query)
    for bound in query["created"]?.object?.members ?? []
    where UnixTime.seconds(bound.value.string ?? "") == nil {
      throw SandboxError(
        "Invalid timestamp: \(bound.value.string ?? bound.value.compact)",
        param: "created[\(bound.key)]")
    }
  }
}

/// The limit on the names that a list of events may be asked for.
private enum EventTypes {
  /// Source: the SDK's description of the parameter.
  static let limit = 20

  static func check(_ query: JSONObject) throws(SandboxError) {
    guard let types = query["types"]?.array, types.count > limit else { return }
    throw SandboxError("You can specify up to \(limit) types.", param: "types")
  }
}
