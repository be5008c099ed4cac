import StripeCatalog

/// How the life of an object ends that Stripe does not let be deleted.
package enum ObjectEnding: Sendable, Hashable {
  /// `update price … { active: false }`
  case archiving(Operation)
  /// `execute cancel payment_intent …`
  case transaction(Operation)

  /// Transactions after which an object is of no more use.
  private static let names = [
    "cancel", "void", "expire", "deactivate", "archive", "detach", "close",
  ]

  /// The ways that the catalog has for an object below these parents, the gentlest first.
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
