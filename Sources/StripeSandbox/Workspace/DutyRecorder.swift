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
      let duties = after.map { duty in
        Duty(
          at: duty.at, clock: "", account: workspace.account, type: change.key.type,
          id: change.key.id, name: duty.name)
      }
      try workspace.storing {
        try workspace.store.duties.replace(
          duties, of: change.key.type, change.key.id, in: workspace.account)
      }
    }
  }
}
