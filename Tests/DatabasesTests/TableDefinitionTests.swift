import Expressions
import StripeCatalog
import Testing

@testable import Databases

/// The tables that the catalog describes.
@Suite struct TableDefinitionTests {
  private static let catalog = Catalog.embedded

  @Test(arguments: [
    ("invoice", "id", ColumnKind.text), ("invoice", "created", .timestamp),
    ("invoice", "total", .integer), ("invoice", "currency", .text), ("invoice", "customer", .text),
    ("invoice", "metadata", .json), ("invoice", "lines", .json),
    ("invoice", "auto_advance", .boolean), ("price", "unit_amount", .integer),
    ("price", "unit_amount_decimal", .decimal), ("coupon", "percent_off", .number),
    ("charge", "payment_intent", .text), ("charge", "outcome", .json),
    ("subscription", "cancel_at", .timestamp), ("customer", "preferred_locales", .json),
    ("payment_intent", "amount", .integer), ("v2.core.account", "created", .timestamp),
  ])
  func `fields become columns of their types`(
    name: String, field: String, kind: ColumnKind
  ) throws {
    let object = try #require(Self.catalog.object(named: name))
    let table = TableDefinition(name: "t", of: object, expanded: [])
    #expect(table.columns.first { $0.name == field }?.kind == kind)
  }

  @Test func `every object has a table that both databases can have`() throws {
    let place = try ScratchDatabase()
    for object in Self.catalog.objects where !object.fields.isEmpty {
      let name = TableDefinition.usualName(for: object)
      let table = TableDefinition(name: name, of: object, expanded: [])
      #expect(table.problem(in: .sqlite) == nil, "\(object)")
      let problem = table.problem(in: .postgres)
      #expect(problem?.contains("name a shorter one") ?? true, "\(object)")
      try place.database.execute(table.creation(as: name, in: .sqlite))
      let columns = try #require(try place.database.columns(of: name))
      #expect(columns.map(\.name) == table.columns.map(\.name))
      try place.database.execute("DROP TABLE \(SQLDialect.quoted(name))")
    }
  }

  @Test func `objects with an id have a key, singletons do not`() throws {
    let charge = try #require(Self.catalog.object(named: "charge"))
    let balance = try #require(Self.catalog.object(named: "balance"))
    #expect(TableDefinition(name: "t", of: charge, expanded: []).hasKey)
    #expect(TableDefinition(name: "t", of: charge, expanded: []).columns[0].name == "id")
    #expect(!TableDefinition(name: "t", of: balance, expanded: []).hasKey)
  }

  @Test func `fields on request have a column where the statement expands them`() throws {
    let charge = try #require(Self.catalog.object(named: "charge"))
    let plain = TableDefinition(name: "t", of: charge, expanded: [])
    let expanded = TableDefinition(name: "t", of: charge, expanded: ["refunds.data.charge"])
    #expect(!plain.columns.contains { $0.name == "refunds" })
    #expect(expanded.columns.contains { $0.name == "refunds" })
  }

  @Test func `the usual name is the plural with underscores`() throws {
    let session = try #require(Self.catalog.object(named: "checkout.session"))
    #expect(TableDefinition.usualName(for: session) == "checkout_sessions")
  }

  @Test(arguments: [
    ("pinstripe_x", ["id"], "reserved"), ("PinStripe_runs", ["id"], "reserved"),
    ("", ["id"], "requires a name"), ("t", ["a", "A"], "two columns would be named `A`"),
  ])
  func `names that a database cannot have are refused`(
    name: String, columns: [String], problem: String
  ) {
    let table = TableDefinition(
      name: name, columns: columns.map { TableColumn($0, .text, at: RowPath(keys: $0)) },
      hasKey: false)
    #expect(table.problem(in: .sqlite)?.contains(problem) == true)
  }

  @Test func `names are not cut silently by PostgreSQL`() {
    let long = String(repeating: "x", count: 46)
    let table = TableDefinition(
      name: long, columns: [TableColumn("id", .text, at: RowPath(keys: "id"))], hasKey: true)
    #expect(
      table.problem(in: .postgres)
        == "the table name `\(long)` is too long for PostgreSQL; name a shorter one with `table`")
    #expect(table.problem(in: .sqlite) == nil)
    let wide = TableDefinition(
      name: "t",
      columns: [
        TableColumn(String(repeating: "x", count: 64), .text, at: RowPath(keys: "x"))
      ], hasKey: false)
    #expect(wide.problem(in: .postgres)?.contains("is longer than 63 bytes") == true)
  }
}
