/// What a portal can be configured to do at Stripe and does not do here.
enum PortalFeatures {
  /// - Throws: 400 that names what the pages of the sandbox do not do.
  static func check(_ features: Parameters) throws(SandboxError) {
    for name in features.values.keys where features.values[name]?.object != nil {
      try check(name, features)
    }
  }

  private static func check(_ name: String, _ features: Parameters) throws(SandboxError) {
    guard let feature = features.object(name) else { return }
    switch name {
    case "payment_method_update":
      try refuse("payment_method_configuration", of: feature, "let customers save other than cards")
    case "subscription_cancel":
      if let reason = feature.object("cancellation_reason") {
        try refuse("feedback_options", of: reason, "ask customers for reasons of the seller's own")
      }
    case "subscription_pause":
      if let duration = feature.object("duration") {
        guard duration.values.text("type") != "interval_options" else {
          throw refusal("end pauses of subscriptions by itself", duration.name("type"))
        }
      }
    case "subscription_update":
      if let schedule = feature.object("schedule_at_period_end") {
        try refuse("conditions", of: schedule, "put changes of plans off until a period ends")
      }
    case _: return
    }
  }

  private static func refuse(_ name: String, of feature: Parameters, _ deed: String)
    throws(SandboxError)
  {
    let value = feature.values[name]
    guard value?.array?.isEmpty == false || value?.string?.isEmpty == false else { return }
    throw refusal(deed, feature.name(name))
  }

  private static func refusal(_ deed: String, _ param: String) -> SandboxError {
    SandboxError("The sandbox does not \(deed).", param: param)
  }
}
