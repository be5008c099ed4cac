import JSON

/// Coupons and promotion codes.
struct CouponBehavior: ResourceBehavior {
  let typeName = "coupon"
  var missingParameter: String? { "id" }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    guard parameters.has("percent_off") != parameters.has("amount_off") else {
      throw SandboxError(
        "Must specify exactly one of percent_off or amount_off when creating a coupon.",
        code: "parameter_missing", param: "percent_off")
    }
    if parameters.has("percent_off") {
      guard let percent = parameters.decimal("percent_off"), percent > ExactDecimal(0),
        percent <= ExactDecimal(100)
      else { throw SandboxError("Invalid percent_off: must be in (0, 100].", param: "percent_off") }
    } else {
      _ = try parameters.limited("amount_off", to: 1...Limits.amount.upperBound)
      if !parameters.has("currency") { throw .missingParameter("currency") }
    }
    if parameters.text("duration") == "repeating", !parameters.has("duration_in_months") {
      throw .missingParameter("duration_in_months")
    }
    var coupon = try workspace.build(typeName, from: parameters)
    if !parameters.has("id") { coupon["id"] = .string(workspace.randomText(8)) }
    coupon["duration"] = parameters["duration"] ?? "once"
    coupon["times_redeemed"] = 0
    coupon["valid"] = true
    return coupon
  }
}

struct PromotionCodeBehavior: ResourceBehavior {
  let typeName = "promotion_code"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    let param = "promotion[coupon]"
    guard let coupon = parameters.object("promotion")?.text("coupon") else {
      throw .missingParameter(param)
    }
    _ = try workspace.get("coupon", coupon, param: param)
    var code = try workspace.build(typeName, from: parameters)
    code["active"] = parameters["active"] ?? true
    code["code"] = parameters["code"] ?? .string(workspace.randomCode(8))
    code["times_redeemed"] = 0
    return code
  }
}
