extension Catalog {
  /// The names of all events of API v1, such as `invoice.paid`, sorted.
  ///
  /// Source: the types of events, and the values that the SDK allows in `enabled_events` of webhook
  /// endpoints.
  package var eventNames: [String] {
    let creation = operation(id: "WebhookEndpointService.create")
    let allowed = creation?.parameters.first { $0.name == "enabled_events" }?.type
    var names = Set<String>()
    if case .array(.enumeration(let values))? = allowed { names.formUnion(values) }
    if case .enumeration(let values)? = object(named: "event")?.field(named: "type")?.type {
      names.formUnion(values)
    }
    names.remove("*")
    return names.sorted()
  }

  /// Returns the names of the events that Stripe sends about objects of a kind, sorted; empty if it
  /// does not send one for each change.
  package func changeEvents(of object: ObjectType) -> [String] {
    guard !Self.withEventsElsewhere.contains(object.typeName) else { return [] }
    let kind = object.typeName.joinedWords
    let names = eventNames.filter { name in
      let group = String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.startIndex)).joinedWords
      return group == kind || group.hasSuffix("_" + kind)
    }
    return names.contains { $0.hasSuffix(".updated") } ? names : []
  }
}

extension Catalog {
  /// Objects whose events are those of another account than the one that lists them.
  /// Source: https://docs.stripe.com/connect/webhooks: events of connected accounts.
  fileprivate static let withEventsElsewhere: Set = ["account", "capability", "person"]
}

extension String {
  /// The text with underscores instead of dots.
  fileprivate var joinedWords: String { String(map { $0 == "." ? "_" : $0 }) }
}
