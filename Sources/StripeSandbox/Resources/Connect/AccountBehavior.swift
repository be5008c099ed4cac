import JSON

/// Connected accounts. A standard account that is deleted takes its leave of the platform.
struct AccountBehavior: ResourceBehavior {
  let typeName = "account"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var account = try workspace.build(typeName, from: parameters)
    try plan(parameters, of: &account, in: workspace)
    return account
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var account = try workspace.merge(parameters, into: object, of: typeName)
    if parameters.object("settings")?.has("payouts") == true {
      try plan(parameters, of: &account, in: workspace)
    }
    return account
  }

  /// The days of `minimum`, which is that of the country: here that of the United States.
  private static let shortestDelay = 2

  /// Has the account paid out as its settings say: the balance's own settings are the newer place.
  private func plan(
    _ parameters: Parameters, of account: inout JSONObject, in workspace: Workspace
  ) throws(SandboxError) {
    let payouts = parameters.object("settings")?.object("payouts")
    let settings = try workspace.sides.within(account.text("id") ?? "") {
      side throws(SandboxError) in
      var settings = try side.payouts.settings()
      guard let payouts else { return settings }
      if let given = payouts.object("schedule") { try read(given, into: &settings, at: side.wall) }
      if payouts.isGiven("statement_descriptor") {
        settings.setDescriptor(payouts.text("statement_descriptor"))
      }
      try side.payouts.save(settings)
      return settings
    }
    try AccountPayouts(settings: settings).put(into: &account, in: workspace)
  }

  private func read(_ given: Parameters, into settings: inout BalanceSettings, at now: Int)
    throws(SandboxError)
  {
    if given.has("interval") { settings.set(try PayoutSchedule(given), at: now) }
    let isShortest = given.text("delay_days") == "minimum"
    let delay = isShortest ? Self.shortestDelay : given.integer("delay_days")
    if let delay { settings.setDelay(delay) }
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
