import SandboxStore

/// Events and work that wait for the end of a request.
struct PendingEffects {
  /// Events that tell of no change, to be stored after those that do.
  var announcements: [Announcement] = []
  /// Objects that Stripe makes without telling of them.
  var quiet: Set<ObjectKey> = []
  /// Work that follows the answer, as Stripe does it a moment later.
  var followUps: [(Workspace) throws(SandboxError) -> Void] = []
}

/// Work that is taken back afterwards.
struct Rehearsal {
  let workspace: Workspace

  /// Works out what would come of changes, and takes them back.
  func undoing<Value>(_ body: () throws(SandboxError) -> Value) throws(SandboxError) -> Value {
    var result: Value?
    try attempt { () throws(SandboxError) -> Bool in
      result = try body()
      return false
    }
    guard let result else { throw SandboxError(500, .apiError, "Nothing was worked out.") }
    return result
  }

  /// Does something, and takes it back where it comes to nothing or fails.
  func undoingFailure<Value>(_ body: () throws(SandboxError) -> Value?)
    throws(SandboxError) -> Value?
  {
    var result: Value?
    try attempt { () throws(SandboxError) -> Bool in
      result = try body()
      return result != nil
    }
    return result
  }

  /// - Parameter body: returns whether its work stays.
  private func attempt(_ body: () throws(SandboxError) -> Bool) throws(SandboxError) {
    try workspace.storing {
      let before = (workspace.changes.state, workspace.pending)
      var isKept = false
      defer { if !isKept { (workspace.changes.state, workspace.pending) = before } }
      try workspace.store.savepoint {
        isKept = try body()
        return isKept
      }
    }
  }
}
