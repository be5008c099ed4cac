import JSON
import StripeCatalog

/// Makes the events of API v2, which name the object that they are about and do not show it.
struct ThinEvent {
  let workspace: Workspace

  /// - Parameter subject: the account that the event is about.
  func make(_ name: String, _ object: JSONObject, _ subject: String)
    throws(SandboxError) -> JSONObject
  {
    var event: JSONObject = [
      "id": .string(try workspace.newID("v2.core.event")), "object": "v2.core.event",
      "context": subject == workspace.acting.platform ? .null : .string(subject),
      "created": .string(UnixTime.iso8601(workspace.wall)), "livemode": false, "reason": reason,
      "type": .string(name),
    ]
    guard let type = object["object"]?.string else { return event }
    event["related_object"] = [
      "id": object["id"] ?? .null, "type": .string(type),
      "url": .string(try address(of: object, workspace.resource(type).type)),
    ]
    return event
  }

  private var reason: JSONValue {
    guard let request = workspace.origin.requestID else { return .null }
    return [
      "type": "request",
      "request": [
        "id": .string(request),
        "idempotency_key": .string(workspace.origin.idempotencyKey ?? inventedKey),
      ],
    ]
  }

  /// A UUID: API v2 gives each request without an idempotency key one of its own.
  /// Source: Stripe's documentation of API v2.
  private var inventedKey: String {
    let digits = workspace.environment.randomText(32, from: Array("0123456789abcdef".utf8))
    let bounds = [0, 8, 12, 16, 20, 32]
    return zip(bounds, bounds.dropFirst()).map { start, end in
      digits.dropFirst(start).prefix(end - start)
    }.joined(separator: "-")
  }

  private func address(of object: JSONObject, _ type: ObjectType) -> String {
    let id = object["id"]?.string ?? ""
    guard let retrieval = type.operations.first(where: { $0.kind == .retrieve }) else { return "" }
    let parents = retrieval.pathParameters.dropLast().map { parameter in
      let names = [parameter.name, parameter.object?.typeName].compactMap(\.self)
      return names.compactMap { object[$0]?.string }.first ?? workspace.pathIDs.first ?? ""
    }
    return retrieval.path(with: parents + [id]) ?? ""
  }

  /// An event as it is delivered: without what is to be fetched.
  static func notification(_ event: JSONObject) -> JSONObject {
    var notification = event
    notification["changes"] = nil
    notification["data"] = nil
    return notification
  }
}
