import JSON

/// The settings of an account's balance: when it is paid out, and when money is available.
struct BalanceSettings {
  static let typeName = "balance_settings"

  private(set) var json: JSONObject

  /// The days for which the money of a payment is pending, unless settings say otherwise.
  private static let usualDelay = 7

  /// The settings of an account that has changed none: it is paid out by hand.
  static let initial: JSONObject = [
    "payments": [
      "debit_negative_balances": false,
      "payouts": [
        "automatic_transfer_rules_by_currency": nil, "minimum_balance_by_currency": nil,
        "schedule": .object(PayoutSchedule().json), "statement_descriptor": nil,
        "status": "enabled",
      ],
      "settlement_timing": [
        "delay_days": .integer(usualDelay), "delay_days_override": nil, "start_of_day": nil,
      ],
    ]
  ]

  init(_ json: JSONObject) {
    self.json = json
  }

  var schedule: PayoutSchedule {
    PayoutSchedule(part("payouts").object("schedule") ?? [:])
  }

  /// The days for which the money of a payment is pending.
  var delayDays: Int {
    let days = part("settlement_timing").amount("delay_days")
    return days > 0 ? days : Self.usualDelay
  }

  /// What payouts are called on the bank's statement.
  var descriptor: String? { part("payouts").text("statement_descriptor") }

  /// The time of the next automatic payout, in Unix seconds.
  var nextPayout: Int? {
    get { json[".next_payout"]?.integer }
    set { json[".next_payout"] = newValue.map(JSONValue.integer) }
  }

  private func part(_ name: String) -> JSONObject {
    json.object("payments")?.object(name) ?? [:]
  }

  private mutating func put(_ values: JSONObject, into name: String) {
    var payments = json.object("payments") ?? [:]
    var part = payments.object(name) ?? [:]
    for member in values.members { part[member.key] = member.value }
    payments[name] = .object(part)
    json["payments"] = .object(payments)
  }

  /// - Parameter now: Unix seconds.
  mutating func set(_ schedule: PayoutSchedule, at now: Int) {
    put(["schedule": .object(schedule.json)], into: "payouts")
    nextPayout = schedule.next(after: now)
  }

  mutating func setDelay(_ days: Int?) {
    put(
      [
        "delay_days": .integer(days ?? Self.usualDelay),
        "delay_days_override": days.map(JSONValue.integer) ?? nil,
      ], into: "settlement_timing")
  }

  mutating func setDescriptor(_ text: String?) {
    put(["statement_descriptor": text.map(JSONValue.string) ?? nil], into: "payouts")
  }
}

/// The settings of a balance, and the payouts that they plan.
struct BalanceSettingsBehavior: ResourceBehavior {
  let typeName = BalanceSettings.typeName
  let eventRules = EventRules(isUpdate: { $0.differs(beyond: []) })

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var settings = BalanceSettings(object)
    guard let payments = parameters.object("payments") else { return object }
    if let payouts = payments.object("payouts") {
      if let schedule = payouts.object("schedule") {
        try settings.set(PayoutSchedule(schedule), at: workspace.wall)
      }
      if payouts.isGiven("statement_descriptor") {
        settings.setDescriptor(payouts.text("statement_descriptor"))
      }
    }
    // A negative balance is never taken from a bank account.
    if payments.values["debit_negative_balances"] == false {
      payments.markRead(["debit_negative_balances"])
    }
    if let timing = payments.object("settlement_timing"), timing.isGiven("delay_days_override") {
      settings.setDelay(try timing.limited("delay_days_override", to: 1...31))
    }
    try AccountPayouts(settings: settings).store(in: workspace)
    return settings.json
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    BalanceSettings(object).nextPayout.map { [DueDuty(name: "pay_out", at: $0)] } ?? []
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.payouts.payOutAll()
    var settings = BalanceSettings(object)
    settings.nextPayout = settings.schedule.next(after: workspace.wall)
    try workspace.payouts.save(settings)
  }
}
