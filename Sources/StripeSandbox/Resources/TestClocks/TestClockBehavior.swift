import JSON

/// Test clocks: the time of some customers and of all that is theirs, which moves when it is told
/// to.
struct TestClockBehavior: ResourceBehavior {
  let typeName = TestClock.typeName
  let names = ObjectNames(pathParameter: "test_clock")
  /// Stripe has no event for other changes of a clock.
  let eventRules = EventRules(isUpdate: { _ in false })

  /// How long a clock is kept, in seconds. Source: Stripe's guide to test clocks.
  private static let lifetime = 30 * 86_400

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let time = parameters.integer("frozen_time") else {
      throw .missingParameter("frozen_time")
    }
    try TestClockLimits.check(name: parameters.text("name"))
    var clock = try workspace.make(TestClock.self)
    clock.deletesAfter = workspace.wall + Self.lifetime
    clock.frozenTime = time
    clock.name = parameters.text("name")
    clock.status = .ready
    clock.target = nil
    return clock.json
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    try workspace.testClocks.removeContents(of: TestClock(object))
  }

  var actions: [String: Action] {
    [
      "advance": { object, parameters, workspace throws(SandboxError) in
        try workspace.testClocks.advance(TestClock(object ?? [:]), parameters).json
      }
    ]
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let clock = TestClock(object)
    let removal = DueDuty(name: "remove", at: clock.deletesAfter)
    guard clock.status == .advancing else { return [removal] }
    return [DueDuty(name: "advance", at: DueDuty.atOnce), removal]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    let clock = TestClock(object)
    guard duty == "remove" else { return try workspace.testClocks.run(clock) }
    try workspace.testClocks.removeContents(of: clock)
    try workspace.remove(clock)
  }
}
