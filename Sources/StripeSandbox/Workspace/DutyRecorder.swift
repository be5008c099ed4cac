import JSON
import SandboxStore

/// Keeps the table of duties as the changed objects have it.
struct DutyRecorder {
  let workspace: Workspace

  func record(_ changes: [Change]) throws(SandboxError) {
    for change in changes {
      let behavior = try workspace.resource(change.key.type).behavior
      let before = change.before.map(behavior.duties) ?? []
      let after = change.after.map(behavior.duties) ?? []
      guard before != after else { continue }
      try replace(after, of: change.key, change.after)
    }
  }

  /// Notes what is due of an object once a duty of it is done.
  ///
  /// - Parameter isDropped: whether the duty failed and is not to be tried again.
  func settle(_ duty: Duty, isDropped: Bool) throws(SandboxError) {
    let key = ObjectKey(type: duty.type, id: duty.id)
    let object = try workspace.find(key.type, key.id)
    var next = try object.map(workspace.resource(key.type).behavior.duties) ?? []
    // What would be due again at the same moment was not done, or never will be.
    next.removeAll {
      $0.name == duty.name && $0.at == duty.at && (isDropped || $0.at != DueDuty.atOnce)
    }
    try replace(next, of: key, object)
  }

  private func replace(_ duties: [DueDuty], of key: ObjectKey, _ object: JSONObject?)
    throws(SandboxError)
  {
    let clock = object?.text("test_clock") ?? ""
    let duties = duties.filter { !$0.isReminder || $0.at > workspace.now }.map { duty in
      Duty(
        at: duty.at, clock: clock, account: workspace.account, type: key.type, id: key.id,
        name: duty.name)
    }
    try workspace.storing {
      try workspace.store.duties.replace(duties, of: key.type, key.id, in: workspace.account)
    }
  }
}
