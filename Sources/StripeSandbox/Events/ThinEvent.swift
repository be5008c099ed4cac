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
      "created": .string(UnixTime.iso8601(workspace.now)), "livemode": false, "reason": reason,
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
        "idempotency_key": workspace.origin.idempotencyKey.map(JSONValue.string) ?? .null,
      ],
    ]
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
