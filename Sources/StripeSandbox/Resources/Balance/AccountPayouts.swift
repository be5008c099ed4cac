import JSON

/// The settings of an account's balance as the settings of the account show them: in older words.
struct AccountPayouts {
  let settings: BalanceSettings

  /// Puts them into an account.
  func put(into account: inout JSONObject, in workspace: Workspace) throws(SandboxError) {
    let type = try workspace.resource("account").type
    var all = account.object("settings") ?? BlankObject.record("settings", of: type)
    var payouts = all.object("payouts") ?? ["debit_negative_balances": false]
    payouts["schedule"] = .object(schedule)
    payouts["statement_descriptor"] = settings.descriptor.map(JSONValue.string) ?? .null
    all["payouts"] = .object(payouts)
    account["settings"] = .object(all)
  }

  /// Source: the SDK's `Account.Settings.Payouts.Schedule`.
  private var schedule: JSONObject {
    let schedule = settings.schedule
    var shown: JSONObject = [
      "delay_days": .integer(settings.delayDays),
      "interval": .string(schedule.interval.rawValue),
    ]
    switch schedule.interval {
    case .manual, .daily: break
    case .weekly:
      shown["weekly_anchor"] = schedule.weekdays.first.map(JSONValue.string)
      shown["weekly_payout_days"] = .array(schedule.weekdays.map(JSONValue.string))
    case .monthly:
      shown["monthly_anchor"] = schedule.daysOfMonth.first.map(JSONValue.integer)
      shown["monthly_payout_days"] = .array(schedule.daysOfMonth.map(JSONValue.integer))
    }
    return shown
  }
}

extension AccountPayouts {
  /// Has the account that a request acts for show them; a connected one is its platform's object.
  func store(in workspace: Workspace) throws(SandboxError) {
    let id = workspace.account
    guard workspace.acting.isConnected else {
      var account = try OwnAccount.get(in: workspace)
      try put(into: &account, in: workspace)
      let type = try workspace.resource("account").type
      return try Singletons.save(account, type, parent: nil, in: workspace)
    }
    try workspace.sides.within(workspace.acting.platform) { platform throws(SandboxError) in
      guard var account = try platform.find("account", id) else { return }
      try put(into: &account, in: platform)
      try platform.save(account)
    }
  }
}
