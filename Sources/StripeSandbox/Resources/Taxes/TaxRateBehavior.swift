import JSON

/// Tax rates: active from the start, their percentage as it was made.
struct TaxRateBehavior: ResourceBehavior {
  let typeName = "tax_rate"
  let names = ObjectNames(spoken: "tax rate")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.taxes.newRate(parameters).json
  }
}
