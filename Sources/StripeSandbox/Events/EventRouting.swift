import SandboxStore

/// Finds the destinations of events; those of an account are read once in a request.
final class EventRouting {
  private let workspace: Workspace
  private var known: [Destination]?

  init(workspace: Workspace) {
    self.workspace = workspace
  }

  /// - Parameter subject: the account that the event is about.
  func destinations(of name: String, about subject: String, isThin: Bool)
    throws(SandboxError) -> [Destination]
  {
    try enabled().filter { destination in
      destination.isThin == isThin && Self.receives(destination, subject, in: workspace.acting)
        && (destination.events.contains("*") || destination.events.contains(name))
    }
  }

  private func enabled() throws(SandboxError) -> [Destination] {
    if let known { return known }
    let found = try workspace.storing {
      try workspace.store.destinations.enabled(
        for: workspace.account, platform: workspace.acting.platform)
    }
    known = found
    return found
  }

  private static func receives(
    _ destination: Destination, _ subject: String, in acting: ActingAccount
  ) -> Bool {
    let isOwn = destination.account == subject
    let isConnected = destination.account == acting.platform && subject != acting.platform
    return switch destination.audience {
    case .own: isOwn
    case .connected: isConnected
    case .ownAndConnected: isOwn || isConnected
    case .everyone: true
    }
  }
}
