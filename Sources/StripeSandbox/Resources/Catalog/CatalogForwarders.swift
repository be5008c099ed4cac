import JSON

/// What code of other families still calls.
extension Workspace {
  func newPrice(_ parameters: JSONObject, param: String?) throws(SandboxError) -> JSONObject {
    try prices.make(Parameters(parameters, path: param), isInline: parameters["active"] == false)
      .json
  }
}
