import Testing

@testable import StripeCatalog

@Suite("The whole API")
struct CountTests {
  let catalog = Catalog.embedded

  @Test("Every operation of v1 and v2 is there, each method and path once")
  func operationCounts() {
    let operations = catalog.operations
    #expect(catalog.operationCount == 648)
    #expect(operations.count { !$0.isV2 } == 557)
    #expect(operations.count { $0.isV2 } == 91)
    #expect(Set(operations.map { "\($0.method) \($0.path)" }).count == 648)
    #expect(Set(operations.map(\.id)).count == 648)
  }

  @Test(
    "The operations of v1 by kind",
    arguments: [
      (OperationKind.list, 119), (.retrieve, 118), (.create, 93), (.update, 68), (.delete, 23),
      (.search, 7), (.action, 129),
    ])
  func kinds(kind: OperationKind, count: Int) {
    #expect(catalog.operations.count { !$0.isV2 && $0.kind == kind } == count)
  }

  @Test("Objects are sorted, named once, and found by each of their own names")
  func objectNames() {
    let objects = catalog.objects
    #expect(objects.count == 182)
    #expect(catalog.objectNames == catalog.objectNames.sorted())
    #expect(Set(catalog.objectNames).count == objects.count)
    for object in objects {
      #expect(catalog.object(named: object.name) == object)
      #expect(catalog.object(named: object.plural) == object)
      #expect(!object.fields.isEmpty, "\(object.name) has no fields")
    }
  }

  @Test("Every operation's object, parents and path parameters are known")
  func relations() {
    for operation in catalog.operations {
      #expect(operation.object.operations.contains(operation))
      #expect(operation.pathParameters.allSatisfy { $0.object != nil }, "\(operation)")
      let own = operation.idParameter == nil ? 0 : 1
      #expect(operation.parents.count + own == operation.pathParameters.count, "\(operation)")
      #expect(operation.path.count { $0 == "{" } == operation.pathParameters.count)
      #expect(operation.parents.last.map { $0.nestedOperations.contains(operation) } ?? true)
    }
  }

  @Test("No two actions on one object with the same parents share a name or alias")
  func actionsAreDistinct() {
    for object in catalog.objects {
      let spellings = object.actions.flatMap { action in
        ([action.name] + action.aliases).map { "\(action.parents.map(\.name)) \($0)" }
      }
      #expect(Set(spellings).count == spellings.count, "\(object.name): \(spellings)")
    }
  }

  @Test("Names are snake case, and no description came along")
  func names() {
    let words = catalog.objectNames + catalog.operations.flatMap { [$0.name, $0.collection] }
    #expect(words.allSatisfy { word in !word.isEmpty && !word.contains(" ") })
    let parameters = catalog.operations.flatMap { $0.parameters.map(\.name) }
    #expect(parameters.allSatisfy { $0.count < 60 && !$0.contains(" ") })
  }
}
