import JSON
import SandboxStore

/// Event destinations of API v2: webhook endpoints for snapshots or thin events. Address and secret
/// show where `include` asks for them; they are kept with the destination, not in the object.
struct EventDestinationBehavior: ResourceBehavior {
  let typeName = "v2.core.event_destination"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try checkType(parameters)
    guard let url = try url(parameters) else { throw .missingParameter("webhook_endpoint[url]") }
    let isThin = parameters.text("event_payload") == "thin"
    let events = try events(parameters, isThin: isThin, in: workspace) ?? []
    var object = try workspace.build(
      typeName, from: parameters,
      but: ["type", "webhook_endpoint", "enabled_events", "events_from", "snapshot_api_version"])
    object["type"] = "webhook_endpoint"
    object["webhook_endpoint"] = Self.hidden
    object["enabled_events"] = .array(events.map(JSONValue.string))
    object["status"] = "enabled"
    object["snapshot_api_version"] = try version(parameters, isThin: isThin, in: workspace)
    let senders = try senders(parameters)
    object["events_from"] = .array(senders.map(JSONValue.string))
    let destination = Destination(
      id: object["id"]?.string ?? "", account: workspace.account, url: url,
      secret: WebhookSecret.make(in: workspace), audience: Self.audience(senders), isThin: isThin,
      events: events)
    try workspace.storing { try workspace.store.destinations.put(destination) }
    return object
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let url = try url(parameters)
    let isThin = object["event_payload"] == "thin"
    let events = try events(parameters, isThin: isThin, in: workspace)
    var changed = try workspace.merge(
      parameters, into: object, of: typeName, but: ["webhook_endpoint", "enabled_events"])
    if let events { changed["enabled_events"] = .array(events.map(JSONValue.string)) }
    changed["updated"] = .string(UnixTime.iso8601(workspace.wall))
    try WebhookDestinations(workspace: workspace).change(object) { destination in
      if let url { destination.url = url }
      if let events { destination.events = events }
    }
    return changed
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try WebhookDestinations(workspace: workspace).remove(object)
  }

  var actions: [String: Action] {
    [
      "enable": { object, _, workspace throws(SandboxError) in
        try Self.setEnabled(true, object ?? [:], in: workspace)
      },
      "disable": { object, _, workspace throws(SandboxError) in
        try Self.setEnabled(false, object ?? [:], in: workspace)
      },
      "ping": { object, _, workspace throws(SandboxError) in
        try Self.ping(object ?? [:], in: workspace)
      },
    ]
  }

  func answer(_ object: JSONObject, to parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let included = parameters["include"]?.array?.compactMap(\.string) ?? []
    guard !included.isEmpty,
      let destination = try WebhookDestinations(workspace: workspace).find(object)
    else { return object }
    var shown = object["webhook_endpoint"]?.object ?? [:]
    for name in included {
      switch name {
      case "webhook_endpoint.url": shown["url"] = .string(destination.url)
      case "webhook_endpoint.signing_secret" where workspace.operation?.kind == .create:
        shown["signing_secret"] = .string(destination.secret)
      default: throw SandboxError("Invalid include: \(name)", param: "include")
      }
    }
    var object = object
    object["webhook_endpoint"] = .object(shown)
    return object
  }

  private static let hidden: JSONValue = ["signing_secret": nil, "url": nil]
}

extension EventDestinationBehavior {
  private static func setEnabled(
    _ isEnabled: Bool, _ object: JSONObject, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var object = object
    object["status"] = isEnabled ? "enabled" : "disabled"
    object["status_details"] = isEnabled ? .null : ["disabled": ["reason": "user"]]
    object["updated"] = .string(UnixTime.iso8601(workspace.wall))
    try workspace.save(object)
    try WebhookDestinations(workspace: workspace).change(object) { $0.isEnabled = isEnabled }
    return object
  }

  /// Sends an event to this destination alone, whichever events it receives.
  private static func ping(_ object: JSONObject, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let event = try ThinEvent(workspace: workspace)
      .make("v2.core.event_destination.ping", object, workspace.account)
    let destination = try WebhookDestinations(workspace: workspace).find(object)
    try EventStore(workspace: workspace).add(event, to: [destination].compactMap(\.self))
    return event
  }

  private func checkType(_ parameters: Parameters) throws(SandboxError) {
    guard let type = parameters.text("type"), type != "webhook_endpoint" else { return }
    throw SandboxError("The sandbox does not support the type \(type).", param: "type")
  }

  private func url(_ parameters: Parameters) throws(SandboxError) -> String? {
    guard let url = parameters.object("webhook_endpoint")?.text("url") else { return nil }
    try WebhookAddress.check(url, param: "webhook_endpoint.url")
    return url
  }

  private func events(_ parameters: Parameters, isThin: Bool, in workspace: Workspace)
    throws(SandboxError) -> [String]?
  {
    guard let names = parameters["enabled_events"]?.array?.compactMap(\.string) else { return nil }
    guard !names.isEmpty else { throw ParameterValidation.empty("enabled_events") }
    try WebhookDestinations.checkAlone(names)
    let known = workspace.environment.eventNames
    for name in names where name != "*" {
      guard isThin ? known.isThin(name) : known.isSnapshot(name) else {
        throw SandboxError("Invalid event type: \(name)", param: "enabled_events")
      }
    }
    return names
  }

  private func version(_ parameters: Parameters, isThin: Bool, in workspace: Workspace)
    throws(SandboxError) -> JSONValue
  {
    let version = parameters.text("snapshot_api_version")
    guard !isThin else {
      guard version == nil else {
        throw SandboxError("Thin events have no API version.", param: "snapshot_api_version")
      }
      return .null
    }
    let present = workspace.environment.resources.catalog.apiVersion
    try WebhookDestinations.checkVersion(
      version ?? present, param: "snapshot_api_version", in: workspace)
    return .string(version ?? present)
  }

  private func senders(_ parameters: Parameters) throws(SandboxError) -> [String] {
    let senders = parameters["events_from"]?.array?.compactMap(\.string) ?? ["@self"]
    for sender in senders where !["@self", "@accounts"].contains(sender) {
      throw SandboxError(
        "The sandbox does not support events from \(sender).", param: "events_from")
    }
    return senders
  }

  private static func audience(_ senders: [String]) -> Destination.Audience {
    guard senders.contains("@accounts") else { return .own }
    return senders.contains("@self") ? .ownAndConnected : .connected
  }
}
