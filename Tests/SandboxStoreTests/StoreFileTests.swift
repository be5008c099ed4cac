import Foundation
import GRDB
import Testing

@testable import SandboxStore

private let account = SharedAccount.id

@Suite struct StoreFileTests {
  @Test func `a file of the first layout is carried over`() async throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    try folder.execute(firstLayout)
    let store = try ObjectStore(.file(folder.path))
    try store.reindex(Self.emails)
    let (bodies, whole, found, stub, next) = try await store.write { transaction in
      let objects = transaction.objects(of: account)
      let page = try objects.select(Selection(source: .type("customer"), limit: 10))
      let byEmail = Selection(
        source: .index(name: "customer.email", values: ["ann@example.com"]), limit: 10)
      return (
        try objects.bodies(at: page.places).map { String(decoding: $0, as: UTF8.self) },
        try objects.body("customer", "cus_2", .complete),
        try objects.select(byEmail).places.count, try objects.stub("customer", "cus_0"),
        try transaction.next(of: "seed", in: account)
      )
    }
    #expect(bodies == [#"{"id": "cus_2", "tax": {}}"#, #"{"id": "cus_1"}"#])
    #expect(whole == Array(#"{"id": "cus_2", "tax": {}}"#.utf8))
    #expect(found == 1)
    #expect(stub == Array(#"{"deleted": true}"#.utf8))
    #expect(next == 4)
    _ = try ObjectStore(.file(folder.path))
  }

  /// Gives the first customer an email address.
  private static let emails = Reindexing(rules: "emails") { source in
    var fields = IndexedFields()
    let isFirst = source.body == Array(#"{"id": "cus_1"}"#.utf8)
    if isFirst { fields.append("email", "ann@example.com") }
    return Reindexing.Entries(
      fields: fields,
      entries: isFirst ? [IndexEntry(name: "customer.email", value: "ann@example.com")] : [],
      schema: customers)
  }

  private static let customers = SearchSchema(
    type: "customer", fields: [SearchedField(name: "email", kind: .text)])

  @Test func `a file of the layout before the search index is carried over`() async throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    try folder.execute(layoutBeforeSearch)
    let store = try ObjectStore(.file(folder.path))
    try store.reindex(Self.emails)
    let (reply, listed, found, other) = try await store.write { transaction in
      let objects = transaction.objects(of: account)
      let byEmail = Selection(
        source: .index(name: "customer.email", values: ["ann@example.com"]), limit: 10)
      func search(_ expression: SearchExpression) throws -> Int {
        try objects.count(
          Selection(source: .search(type: "customer", expression), limit: 10), upTo: 10)
      }
      return (
        try transaction.idempotency(of: account).find("k1", since: 50),
        try objects.select(byEmail).places, try search(Self.customers.contains("email", "N@EX")),
        try search(Self.customers.isAbsent("email"))
      )
    }
    #expect(reply?.requestID == "req_1")
    #expect(reply?.content == .bytes(Array("{}".utf8)))
    #expect(listed == [ListPlace(sortKey: 100, seq: 1)])
    #expect(found == 1)
    #expect(other == 1)
  }

  @Test func `a file is indexed once for each set of rules`() throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    try folder.execute(firstLayout)
    let store = try ObjectStore(.file(folder.path))
    #expect(try !store.readBlocking(Self.emails.isDone))
    try store.reindex(Self.emails)
    #expect(try store.readBlocking(Self.emails.isDone))
    #expect(try !store.readBlocking(Reindexing(rules: "others") { _ in nil }.isDone))
  }

  /// What a process ever read in place counts as its memory, which is not to grow with the file.
  @Test func `no more than a small file is read in place`() throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    let store = try ObjectStore(.file(folder.path))
    let mapped = try store.readBlocking { try Int.fetchOne($0, sql: "PRAGMA mmap_size") }
    #expect((1...(64 << 20)).contains(mapped ?? 0))
  }

  @Test func `a file of another program is refused and left as it is`() throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    try folder.execute("CREATE TABLE notes (text TEXT); PRAGMA user_version = 1")
    let before = try Data(contentsOf: URL(filePath: folder.path))
    #expect(throws: StoreError.foreignFile(folder.path)) {
      try ObjectStore(.file(folder.path))
    }
    #expect(try Data(contentsOf: URL(filePath: folder.path)) == before)
  }

  @Test func `a text file is refused and left as it is`() throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    try Data("name,email\n".utf8).write(to: URL(filePath: folder.path))
    #expect(throws: StoreError.foreignFile(folder.path)) {
      try ObjectStore(.file(folder.path))
    }
    #expect(try String(contentsOf: URL(filePath: folder.path), encoding: .utf8) == "name,email\n")
  }

  @Test func `a file of a newer version is refused`() throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    _ = try ObjectStore(.file(folder.path))
    try folder.execute("INSERT INTO grdb_migrations VALUES ('of the future')")
    #expect(throws: StoreError.newerLayout) { try ObjectStore(.file(folder.path)) }
  }

  @Test func `a file that is deleted while it is used is noticed`() async throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    let store = try ObjectStore(.file(folder.path))
    _ = try await store.read { try $0.objects(of: account).lastSeq() }
    try FileManager.default.removeItem(atPath: folder.path)
    await #expect(throws: StoreError.removed(folder.path)) {
      try await store.read { try $0.objects(of: account).lastSeq() }
    }
    _ = try ObjectStore(.file(folder.path))
    await #expect(throws: StoreError.removed(folder.path)) {
      try await store.write { try $0.next(of: "seed", in: account) }
    }
  }
}
