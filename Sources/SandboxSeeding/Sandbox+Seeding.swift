import StripeSandbox

extension Sandbox {
  /// Adds the plan's data to what is there. In an empty sandbox the same plan makes the same data,
  /// ids and all; a second time it makes other data of the same kind.
  ///
  /// - Throws: the store's errors.
  package func seed(_ plan: SeedPlan) throws {
    let round = try next(of: "seed")
    let dice = RepeatableDice(plan.seed &+ UInt64(round - 1) &* 0x51_7C_C1_B7_27_22_0A_95)
    try Seeder(sandbox: self, plan: plan, dice: dice).run()
  }
}
