/// The accounts on the other side of a payment: a platform's, or those connected to it.
struct SideAccounts {
  let workspace: Workspace

  /// Does something in an account of the same platform, and stores it. What is read there is as
  /// it is stored: an account's own unfinished work is not to be done through another one.
  func within<Value>(
    _ account: String, _ body: (Workspace) throws(SandboxError) -> Value
  ) throws(SandboxError) -> Value {
    guard account != workspace.account else { return try body(workspace) }
    let side = Workspace(
      workspace.store, workspace.environment,
      acting: ActingAccount(id: account, platform: workspace.acting.platform),
      time: SandboxTime(wall: workspace.wall), origin: workspace.origin)
    let value = try body(side)
    try side.finish()
    if side.leavesDeliveries { workspace.leavesDeliveries = true }
    return value
  }
}
