import JSON

/// Tax rates: active from the start.
struct TaxRateBehavior: ResourceBehavior {
  let typeName = "tax_rate"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard let percentage = parameters.decimal("percentage"), percentage >= ExactDecimal(0),
      percentage <= ExactDecimal(100)
    else {
      throw SandboxError(
        "Invalid percentage: must be a number from 0 to 100 with at most 4 decimal places.",
        param: "percentage")
    }
    var rate = try workspace.build(typeName, from: parameters)
    rate["active"] = parameters["active"] ?? true
    rate["effective_percentage"] = .null
    rate["rate_type"] = "percentage"
    return rate
  }
}
