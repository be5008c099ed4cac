import JSON

/// Subscriptions: items that are billed again and again until the end.
struct SubscriptionBehavior: ResourceBehavior {
  let typeName = "subscription"
  let names = ObjectNames(pathParameter: "id")
  let eventRules = EventRules(
    prefix: "customer.subscription", statuses: ["canceled": ["deleted"], "paused": ["paused"]],
    further: Self.furtherEvents)
  /// Source: the docstring of the SDK's `SubscriptionListParams.status`.
  let listRules = ListRules(
    meanings: [
      "status": FilterMeaning(
        whenAbsent: .noneOf(["canceled"]),
        values: ["all": nil, "ended": ["canceled", "incomplete_expired"]])
    ], values: Self.filterValues)

  private static func furtherEvents(of change: Change) -> [String] {
    let was = change.before.map { Subscription($0).status }
    let isResumed = was == .paused && change.after.map { Subscription($0).status } == .active
    return isResumed ? ["customer.subscription.resumed"] : []
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try SubscriptionCreation(parameters: parameters, workspace: workspace).make().json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    try SubscriptionChange(parameters: parameters, workspace: workspace)
      .apply(to: Subscription(object)).json
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.subscriptions.end(Subscription(object))
  }

  private static func filterValues(of object: JSONObject) -> JSONObject {
    let items = object.object("items")?.array("data") ?? []
    let prices = JSONValue.array(items.compactMap { $0["price"]?["id"] })
    return ["plan": prices, "price": prices]
  }

  var actions: [String: Action] {
    [
      "cancel": { object, parameters, workspace throws(SandboxError) in
        try SubscriptionEnding(workspace: workspace)
          .cancel(Subscription(object ?? [:]), parameters).json
      },
      "pause": { object, parameters, workspace throws(SandboxError) in
        try SubscriptionPausing(parameters: parameters, workspace: workspace)
          .pause(Subscription(object ?? [:])).json
      },
      "delete_discount": { object, _, workspace throws(SandboxError) in
        try workspace.discounts.remove(from: object ?? [:])
      },
      "resume": { object, parameters, workspace throws(SandboxError) in
        try SubscriptionPausing(parameters: parameters, workspace: workspace)
          .resume(Subscription(object ?? [:])).json
      },
    ]
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    SubscriptionDuties(subscription: Subscription(object)).all
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let duty = SubscriptionDuties.Name(rawValue: duty) else { return }
    try SubscriptionDuties.perform(duty, on: Subscription(object), in: workspace)
  }
}
