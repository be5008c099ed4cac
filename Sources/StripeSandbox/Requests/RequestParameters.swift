import JSON
import StripeCatalog

/// The parameters of a request: from the query, a form, or v2's JSON.
enum RequestParameters {
  /// The checked parameters as the newest version has them.
  ///
  /// - Parameter changes: those that the request's version does not know.
  static func read(
    _ request: SandboxRequest, _ route: Route, _ changes: VersionChanges
  ) throws(SandboxError) -> JSONObject {
    do {
      if let names = route.legacy?.parameters { return try texts(names, request) }
      return try check(request, route, changes)
    } catch {
      var error = error
      error.isBeforeExecution = true
      throw error
    }
  }

  private static func check(
    _ request: SandboxRequest, _ route: Route, _ changes: VersionChanges
  ) throws(SandboxError) -> JSONObject {
    let operation = route.operation
    // An address of the past may read where today's operation writes.
    let isForm = request.method == "POST"
    if isForm, operation.isV2 {
      return try ParameterValidation(isJSON: true).check(json(request.body), operation)
    }
    var input = try isForm ? form(request) : FormDecoding.decode(request.query)
    if operation.object.typeName == "v2.core.event" { ThinEventBehavior.nameTypes(in: &input) }
    let validation = ParameterValidation(
      isJSON: false, version: changes.version, further: route.legacy?.furtherParameters ?? [])
    return try validation.check(changes.upgraded(input, operation), operation)
  }

  /// The parameters of an address that the catalog does not know.
  private static func texts(_ names: Set<String>, _ request: SandboxRequest)
    throws(SandboxError) -> JSONObject
  {
    let input =
      try request.method == "POST" ? form(request) : FormDecoding.decode(request.query)
    guard let unknown = input.keys.first(where: { !names.contains($0) }) else { return input }
    throw SandboxError(
      "Received unknown parameter: \(unknown)", code: "parameter_unknown", param: unknown)
  }

  private static func form(_ request: SandboxRequest) throws(SandboxError) -> JSONObject {
    if let type = request.headers["content-type"], type.hasPrefix("multipart/") {
      throw SandboxError("The sandbox does not support file uploads.")
    }
    guard let text = String(validating: request.body, as: UTF8.self) else {
      throw SandboxError("Invalid request: the body is not UTF-8 text.")
    }
    return try FormDecoding.decode(text[...])
  }

  private static func json(_ body: [UInt8]) throws(SandboxError) -> JSONObject {
    if body.isEmpty { return [:] }
    guard let object = try? JSONValue(parsing: body).object else {
      throw SandboxError("Invalid request: the body is not a JSON object.", code: "invalid_json")
    }
    return object
  }
}
