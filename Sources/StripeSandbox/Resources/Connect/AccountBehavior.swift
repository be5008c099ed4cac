import JSON

/// Connected accounts. A standard account that is deleted takes its leave of the platform.
struct AccountBehavior: ResourceBehavior {
  let typeName = "account"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let account = try workspace.build(typeName, from: parameters)
    try plan(parameters, of: account.text("id") ?? "", in: workspace)
    return account
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let account = try workspace.merge(parameters, into: object, of: typeName)
    try plan(parameters, of: account.text("id") ?? "", in: workspace)
    return account
  }

  /// The days of `minimum`, which is that of the country: here that of the United States.
  private static let shortestDelay = 2

  /// Has the account paid out as its settings say: the balance's own settings are the newer place.
  private func plan(_ parameters: Parameters, of account: String, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let payouts = parameters.object("settings")?.object("payouts"),
      let given = payouts.object("schedule")
    else { return }
    let schedule = try given.has("interval") ? PayoutSchedule(given) : nil
    let isShortest = given.text("delay_days") == "minimum"
    let delay = isShortest ? Self.shortestDelay : given.integer("delay_days")
    try workspace.sides.within(account) { side throws(SandboxError) in
      var settings = try side.payouts.settings()
      if let schedule { settings.set(schedule, at: side.wall) }
      if let delay { settings.setDelay(delay) }
      try side.payouts.save(settings)
    }
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    guard object.text("type") == "standard", let id = object.text("id") else { return }
    let application: JSONObject = [
      "id": .string(OwnApplication.id(of: workspace.acting.platform)),
      "object": "application", "name": .string(Singletons.accountName),
    ]
    workspace.announce("account.application.deauthorized", application, account: id)
  }
}

/// The application by which a platform acts for the accounts connected to it.
enum OwnApplication {
  static func id(of platform: String) -> String {
    "ca_" + RepeatableText.letters(of: platform, 24)
  }
}
