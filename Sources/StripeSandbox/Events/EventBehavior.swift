import JSON

/// Events of API v1, which show the object as it was then.
struct EventBehavior: ResourceBehavior {
  let typeName = "event"
  /// The field by whose index the events of an object are found.
  static let about = "data.object.id"
  let listRules = ListRules(
    meanings: ["type": FilterMeaning(takesPatterns: true)], lookups: [Self.about],
    retention: EventStore.retention,
    check: Self.checkFilters, values: Self.filterValues)

  /// Delivered is what no webhook waits for.
  private static func filterValues(of object: JSONObject) -> JSONObject {
    ["delivery_success": .bool((object["pending_webhooks"]?.integer ?? 0) == 0)]
  }

  private static func checkFilters(_ query: JSONObject) throws(SandboxError) {
    if query["type"] != nil, query["types"] != nil {
      throw SandboxError("You may only specify one of these parameters: type, types.")
    }
    try EventTypes.check(query)
  }
}

/// Events of API v2.
struct ThinEventBehavior: ResourceBehavior {
  let typeName = "v2.core.event"
  let listRules = ListRules(
    paths: ["object_id": "related_object.id"], retention: EventStore.retention,
    check: Self.checkFilters)

  /// Reads `type` as `types` of one name: so the events of Stripe's own triggers are looked for.
  static func nameTypes(in query: inout JSONObject) {
    guard let name = query.text("type"), query["types"] == nil else { return }
    query["types"] = [.string(name)]
    query["type"] = nil
  }

  private static func checkFilters(_ query: JSONObject) throws(SandboxError) {
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
