import GRDB
import Testing

@testable import SandboxStore

/// What is added and removed together costs few statements.
@Suite struct StatementCountTests {
  /// More values than one statement adds, and several objects that are removed at once.
  @Test func manyValuesOfAFilterAreFoundAndRemoved() async throws {
    let store = try ObjectStore(.memory)
    let names = Set((0..<40).map { IndexEntry(name: "toy.tag", value: "t\($0)") })
    let (places, found, left) = try store.writeBlocking { transaction in
      let objects = transaction.objects(of: "acct_1")
      let places = try (0..<3).map { number in
        let toy = ObjectRow(
          type: "toy", id: "toy_\(number)", parent: nil, sortKey: number,
          fields: IndexedFields(), entries: names, schema: nil, body: StoredBody(shown: []))
        return ListPlace(sortKey: number, seq: try objects.insert(toy))
      }
      let found = try names.map { try Self.places(of: $0, in: objects) }
      let old = try objects.outlived("toy", before: 2, limit: 20)
      try objects.remove(old, entries: { _ in names }, schema: nil)
      let left = try names.map { try Self.places(of: $0, in: objects) }
      #expect(try objects.body("toy", "toy_1", .shown) == nil)
      #expect(try objects.outlived("toy", before: 9, limit: 20).map(\.id) == ["toy_2"])
      return (places, found, left)
    }
    #expect(Set(found) == [places.reversed()])
    #expect(Set(left) == [[places[2]]])
  }

  /// To run a statement costs far more than a row of it.
  @Test func whatIsAddedOrRemovedTogetherTakesNoMoreStatements() throws {
    let store = try ObjectStore(.memory)
    let (added, removed) = try store.writeBlocking { transaction in
      let objects = transaction.objects(of: "acct_1")
      let statements = Counter()
      objects.database.trace { _ in statements.value += 1 }
      defer { objects.database.trace(nil) }
      let toys = [1, 1, 14, 2, 2, 2, 2].enumerated().map { number, values in
        ObjectRow(
          type: "toy", id: "toy_\(number)", parent: nil, sortKey: number, fields: IndexedFields(),
          entries: Set((0..<values).map { IndexEntry(name: "toy.tag", value: "t\($0)") }),
          schema: nil, body: StoredBody(shown: []))
      }
      let added = try toys.map { toy in
        try statements.spent { _ = try objects.insert(toy) }
      }
      let removed = try [1, 5].map { limit in
        let old = try objects.outlived("toy", before: 9, limit: limit)
        return try statements.spent {
          try objects.remove(old, entries: { _ in [] }, schema: nil)
        }
      }
      return (added, removed)
    }
    // The first one makes the numbers of its scopes.
    #expect(Set(added.dropFirst()).count == 1, "\(added)")
    #expect(removed[0] == removed[1] && removed[0] > 0, "\(removed)")
  }

  /// A savepoint of some pages makes no file beside the sandbox's.
  @Test func savepointsStayInMemory() throws {
    let store = try ObjectStore(.memory)
    let place = try store.writeBlocking { transaction in
      try Int.fetchOne(transaction.database, sql: "PRAGMA temp_store")
    }
    #expect(place == 2)
  }

  private final class Counter {
    var value = 0

    func spent(_ body: () throws -> Void) rethrows -> Int {
      let before = value
      try body()
      return value - before
    }
  }

  private static func places(of entry: IndexEntry, in objects: ObjectTable) throws -> [ListPlace] {
    try objects.select(
      Selection(source: .index(name: entry.name, values: [entry.value]), limit: 9)
    ).places
  }
}
