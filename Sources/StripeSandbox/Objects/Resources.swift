import StripeCatalog
import Synchronization

/// The resources of a catalog by Stripe's `object` value, each read when it is first asked for.
final class Resources: Sendable {
  let catalog: Catalog
  private let types: [String: ObjectType]
  private let behaviors: [String: any ResourceBehavior]
  private let known = Mutex<[String: Resource]>([:])
  private let knownEventNames = Mutex<EventNames?>(nil)

  init(_ catalog: Catalog, behaviors: [any ResourceBehavior]) {
    self.catalog = catalog
    var types: [String: ObjectType] = [:]
    for type in catalog.objects where types[type.typeName] == nil || type.name == type.typeName {
      types[type.typeName] = type
    }
    self.types = types
    self.behaviors = Dictionary(behaviors.map { ($0.typeName, $0) }) { _, last in last }
  }

  /// The names of events, read from the catalog when they are first asked for.
  var eventNames: EventNames {
    knownEventNames.withLock { known in
      let names = known ?? EventNames(catalog)
      known = names
      return names
    }
  }

  subscript(typeName: String) -> Resource? {
    if let resource = known.withLock({ $0[typeName] }) { return resource }
    guard let type = types[typeName] else { return nil }
    let resource = make(type)
    known.withLock { $0[typeName] = resource }
    return resource
  }

  subscript(type: ObjectType) -> Resource {
    self[type.typeName] ?? make(type)
  }

  private func make(_ type: ObjectType) -> Resource {
    let lastWord = type.typeName.split(separator: ".").last.map(String.init) ?? ""
    return Resource(
      type, namesake: types[lastWord],
      behavior: behaviors[type.typeName] ?? PlainBehavior(typeName: type.typeName))
  }
}
