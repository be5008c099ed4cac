import StripeCatalog

/// The names of events that Stripe has, from the catalog.
struct EventNames: Sendable {
  private let names: Set<String>

  /// Source: the values that the SDK allows in `enabled_events` of webhook endpoints.
  init(_ catalog: Catalog) {
    let creation = catalog.operation(id: "WebhookEndpointService.create")
    let allowed = creation?.parameters.first { $0.name == "enabled_events" }?.type
    guard case .array(.enumeration(let values))? = allowed else {
      names = []
      return
    }
    names = Set(values)
  }

  func contains(_ name: String) -> Bool { names.contains(name) }

  var all: [String] { names.sorted() }

  /// The names of the events that tell of a change, in the order in which they come.
  func names(of change: Change, _ behavior: any ResourceBehavior) -> [String] {
    let prefix = behavior.eventPrefix ?? behavior.typeName
    var found: [String] = []
    switch (change.before, change.after) {
    case (nil, _?): found.append("\(prefix).created")
    case (_?, nil): found.append("\(prefix).deleted")
    case (_?, _?), (nil, nil): break
    }
    let status = change.after?["status"]?.string
    if let status, change.before != nil || !Self.isInitial(status, behavior),
      change.before?["status"]?.string != status
    {
      found += (behavior.statusEvents[status] ?? []).map { "\(prefix).\($0)" }
    }
    found += behavior.furtherEvents(of: change)
    let isOver = found.contains("\(prefix).deleted")
    if change.before != nil, change.after != nil, !isOver, behavior.isUpdate(change) {
      found.append("\(prefix).updated")
    }
    return found.filter(names.contains)
  }

  /// A new object that has a later status at once went through it too.
  private static func isInitial(_ status: String, _ behavior: any ResourceBehavior) -> Bool {
    behavior.statusEvents[status] == nil
  }
}
