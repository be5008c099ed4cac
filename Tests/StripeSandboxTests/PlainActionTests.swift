import JSON
import StripeCatalog
import Testing

@testable import StripeSandbox

/// The actions that behaviors and the table of plain actions declare, held against the catalog's.
@Suite struct PlainActionTests {
  /// The catalog's actions, each as its object's type and its name.
  private static let known = Set(
    Catalog.embedded.operations.filter { $0.kind == .action }
      .map { "\($0.object.typeName) \($0.name)" })

  private static let ofBehaviors = Set(
    ResourceBehaviors.all.flatMap { behavior in
      behavior.actions.keys.map { "\(behavior.typeName) \($0)" }
    })

  private static let plain = Set(
    PlainActions.all.flatMap { type, actions in actions.keys.map { "\(type) \($0)" } })

  @Test func `each action of the catalog is done or refused by name`() {
    #expect(Self.known.subtracting(Self.ofBehaviors).subtracting(Self.plain).sorted() == [])
  }

  @Test func `the catalog knows each action that is declared`() {
    #expect(Self.ofBehaviors.union(Self.plain).subtracting(Self.known).sorted() == [])
  }

  @Test func `no action is declared twice`() {
    #expect(Self.ofBehaviors.intersection(Self.plain).sorted() == [])
  }

  @Test func `plain actions set fields to values that the catalog knows`() {
    let shown = Resources(.embedded, behaviors: [])
    for (name, actions) in PlainActions.all {
      for case .set(let values, let times) in actions.values {
        let type = shown[name]?.type
        for (path, value) in values {
          guard let field = Self.field(path, of: type?.record) else {
            Issue.record("\(name) has no \(path)")
            continue
          }
          guard case .enumeration(let words) = field.type else { continue }
          #expect(words.contains(value.string ?? ""), "\(name).\(path)")
        }
        for path in times { #expect(Self.field(path, of: type?.record) != nil, "\(name).\(path)") }
      }
    }
  }

  private static func field(_ path: String, of record: RecordShape?) -> Field? {
    let keys = path.split(separator: ".").map(String.init)
    guard let first = keys.first, let field = record?.field(named: first) else { return nil }
    guard keys.count > 1 else { return field }
    guard case .record(let inner) = field.type else { return nil }
    return Self.field(keys.dropFirst().joined(separator: "."), of: inner)
  }
}
