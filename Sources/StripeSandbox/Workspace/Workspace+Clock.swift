extension Workspace {
  /// Lets the objects of the request live by the test clock of a customer, if they have one.
  ///
  /// - Throws: 429 while the clock advances.
  func followClock(of customer: String?) throws(SandboxError) {
    guard let customer, let id = try find("customer", customer)?.text("test_clock"),
      let clock = try find(TestClock.self, id)
    else { return }
    guard clock.status == .ready else { throw .clockAdvancing(clock) }
    move(to: SandboxTime(wall: wall, clock: clock.id, now: clock.frozenTime))
  }
}
