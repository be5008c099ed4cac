import StripeCatalog

/// The ways to end the life cycle of an object that cannot be deleted.
package enum ObjectEnding: Sendable, Hashable {
  /// `update price … { active: false }`
  case archiving(Operation)
  /// `execute cancel payment_intent …`
  case transaction(Operation)

  /// The actions after which an object can no longer be used.
  private static let names = [
    "cancel", "void", "expire", "deactivate", "archive", "detach", "close",
  ]

  /// Returns the ways of the catalog for an object with these parents, beginning with archiving.
  package static func all(of object: ObjectType, below parents: [String] = []) -> [ObjectEnding] {
    var endings: [ObjectEnding] = []
    if let update = object.operation(.update, of: parents),
      update.parameter(named: "active") != nil
    {
      endings.append(.archiving(update))
    }
    let actions = object.actions.filter { names.contains($0.name) }
    return endings + actions.sorted { $0.name < $1.name }.map(ObjectEnding.transaction)
  }
}
