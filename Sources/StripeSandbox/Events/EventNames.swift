import StripeCatalog

/// The names of events that Stripe has, from the catalog.
struct EventNames: Sendable {
  private let names: Set<String>

  init(_ catalog: Catalog) {
    names = Set(catalog.eventNames).union(ThinEventNames.all)
  }

  /// Returns true if there is such an event, of API v1 or v2.
  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Returns true if thin events may have that name: those of API v2, and "v1." before one of API
  /// v1.
  func isThin(_ name: String) -> Bool {
    if ThinEventNames.all.contains(name) { return true }
    return name.hasPrefix("v1.") && isSnapshot(String(name.dropFirst(3)))
  }

  /// Returns true if there is such an event of API v1.
  func isSnapshot(_ name: String) -> Bool {
    names.contains(name) && !ThinEventNames.all.contains(name)
  }

  var all: [String] { names.sorted() }

  /// The names of the events that tell of a change, in the order in which they come.
  func names(of change: Change, _ behavior: any ResourceBehavior) -> [String] {
    let prefix = behavior.eventRules.prefix ?? behavior.typeName
    var found: [String] = []
    switch (change.before, change.after) {
    case (nil, _?): found.append("\(prefix).created")
    case (_?, nil): found.append("\(prefix).deleted")
    case (_?, _?), (nil, nil): break
    }
    let status = Self.newStatus(of: change, behavior)
    let known = status.flatMap { behavior.eventRules.statuses[$0] } ?? []
    found += known.map { "\(prefix).\($0)" } + behavior.eventRules.further(change)
    if let status, known.isEmpty { found.append("\(prefix).\(status)") }
    let isOver = found.contains("\(prefix).deleted")
    if change.before != nil, change.after != nil, !isOver, behavior.eventRules.isUpdate(change) {
      found.append("\(prefix).updated")
      found += Self.changedParts(of: change)
    }
    var seen = Set<String>()
    return found.filter { names.contains($0) && seen.insert($0).inserted }
  }

  private static func changedParts(of change: Change) -> [String] {
    ThinEventNames.parts(of: change.key.type).filter { part in
      change.before?.value(at: part.path) != change.after?.value(at: part.path)
    }.map(\.name)
  }

  /// The status that a change brought. A new object that has a later status at once went through
  /// it too.
  private static func newStatus(of change: Change, _ behavior: any ResourceBehavior) -> String? {
    guard let status = change.after?["status"]?.string,
      change.before?["status"]?.string != status,
      change.before != nil || behavior.eventRules.statuses[status] != nil
    else { return nil }
    return status
  }
}
