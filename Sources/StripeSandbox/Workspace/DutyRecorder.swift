import JSON
import SandboxStore

/// Keeps the table of duties as the changed objects have it.
struct DutyRecorder {
  let workspace: Workspace
  /// The time of the sandbox, in Unix seconds, where seeded objects seem to be of the past.
  var present: Int?

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
    let duties = duties.compactMap { duty in
      due(duty).map { time in
        Duty(
          at: time, clock: clock, account: workspace.account, type: key.type, id: key.id,
          name: duty.name)
      }
    }
    try workspace.storing {
      try workspace.store.duties.replace(duties, of: key.type, key.id, in: workspace.account)
    }
  }

  private func due(_ duty: DueDuty) -> Int? {
    if duty.isReminder { return duty.at > present ?? workspace.now ? duty.at : nil }
    return present.map { SeededDuty.time(duty.at, of: workspace.now, at: $0) } ?? duty.at
  }
}

/// A duty of a seeded object, as its copies have it too.
package struct SeededDuty: Sendable, Hashable {
  /// The name of the duty, as the object's behavior knows it.
  package let name: String
  /// Unix seconds.
  package let at: Int
  /// Whether it only tells of what is to come.
  package let isReminder: Bool

  /// When a duty is due that is to be done at a time: what is over already when the data is seeded
  /// comes as long after that as it would have come after the object was made.
  ///
  /// - Parameters:
  ///   - made: when the object was made, by its own account.
  ///   - present: when it is seeded.
  static func time(_ at: Int, of made: Int, at present: Int) -> Int {
    at > present ? at : present + max(0, at - made)
  }
}
