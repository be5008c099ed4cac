import JSON
import SandboxStore

/// Webhook endpoints: addresses that events are sent to. The secret that signs what is sent shows
/// in the answer to the creation only; it is kept with the destination, not in the object.
struct WebhookEndpointBehavior: ResourceBehavior {
  let typeName = "webhook_endpoint"

  /// Source: Stripe's documentation of webhooks.
  private static let limit = 16

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let events = try events(parameters, in: workspace) ?? []
    let url = try url(parameters) ?? ""
    try checkVersion(parameters, in: workspace)
    try checkCount(in: workspace)
    let isConnect = parameters.isTrue("connect")
    var endpoint = try workspace.build(
      typeName, from: parameters, but: ["enabled_events", "url", "connect", "api_version"])
    endpoint["enabled_events"] = .array(events.map(JSONValue.string))
    endpoint["url"] = .string(url)
    endpoint["status"] = "enabled"
    endpoint["api_version"] = parameters.text("api_version").map(JSONValue.string) ?? .null
    endpoint["secret"] = nil
    let destination = Destination(
      id: endpoint["id"]?.string ?? "", account: workspace.account, url: url,
      secret: WebhookSecret.make(in: workspace), audience: isConnect ? .connected : .own,
      isThin: false, events: events)
    try workspace.storing { try workspace.store.destinations.put(destination) }
    return endpoint
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let events = try events(parameters, in: workspace)
    let url = try url(parameters)
    let isDisabled = parameters.bool("disabled")
    var endpoint = try workspace.merge(
      parameters, into: object, of: typeName, but: ["enabled_events", "url", "disabled"])
    if let events { endpoint["enabled_events"] = .array(events.map(JSONValue.string)) }
    if let url { endpoint["url"] = .string(url) }
    if let isDisabled { endpoint["status"] = isDisabled ? "disabled" : "enabled" }
    try WebhookDestinations(workspace: workspace).change(object) { destination in
      if let events { destination.events = events }
      if let url { destination.url = url }
      if let isDisabled { destination.isEnabled = !isDisabled }
    }
    return endpoint
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try WebhookDestinations(workspace: workspace).remove(object)
  }

  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard workspace.operation?.kind == .create,
      let destination = try WebhookDestinations(workspace: workspace).find(object)
    else { return object }
    var shown = object
    let place = shown.members.firstIndex { $0.key == "status" } ?? shown.members.endIndex
    shown.members.insert(JSONMember("secret", .string(destination.secret)), at: place)
    return shown
  }

  private func events(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> [String]?
  {
    guard let names = parameters["enabled_events"]?.array?.compactMap(\.string) else { return nil }
    guard !names.isEmpty else { throw ParameterValidation.empty("enabled_events") }
    try WebhookDestinations.checkAlone(names)
    return names
  }

  private func url(_ parameters: Parameters) throws(SandboxError) -> String? {
    guard let url = parameters.text("url") else { return nil }
    try WebhookAddress.check(url, param: "url")
    return url
  }

  private func checkVersion(_ parameters: Parameters, in workspace: Workspace) throws(SandboxError)
  {
    guard let version = parameters.text("api_version") else { return }
    try WebhookDestinations.checkVersion(version, param: "api_version", in: workspace)
  }

  private func checkCount(in workspace: Workspace) throws(SandboxError) {
    let count = try workspace.storing {
      try workspace.store.destinations.count(of: workspace.account)
    }
    guard count >= Self.limit else { return }
    throw SandboxError("You have reached the maximum of \(Self.limit) test webhook endpoints.")
  }
}

/// The secrets of destinations.
enum WebhookSecret {
  static func make(in workspace: Workspace) -> String { "whsec_" + workspace.randomText(32) }
}
