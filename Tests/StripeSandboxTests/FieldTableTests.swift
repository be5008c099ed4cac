import StripeCatalog
import Testing

@testable import StripeSandbox

/// The tables of fields that behaviors compute with, against the catalog.
@Suite struct FieldTableTests {
  @Test(arguments: FieldTables.objects.map { ($0.typeName, $0.table as any FieldTable) })
  func `each field of an object is in the catalog`(_ type: String, _ table: any FieldTable) throws {
    let object = try #require(Catalog.embedded.objects.first { $0.typeName == type })
    for name in Self.names(of: table) {
      #expect(object.field(named: name) != nil, "\(type) has no field \(name)")
    }
  }

  @Test(arguments: FieldTables.records.map { ($0.key, $0.value) })
  func `each field of a record is in the catalog`(_ path: String, _ table: any FieldTable) throws {
    var parts = path.split(separator: "/").map(String.init)
    let type = parts.removeFirst()
    let object = try #require(Catalog.embedded.objects.first { $0.typeName == type })
    var shape = TypeShape.object(object)
    for part in parts {
      let field = try #require(ExpandableFields.named(part, in: shape).first, "\(path)")
      shape = field
    }
    for name in Self.names(of: table) {
      #expect(!ExpandableFields.named(name, in: shape).isEmpty, "\(path) has no field \(name)")
    }
  }

  private static func names(of table: any FieldTable) -> [String] {
    Mirror(reflecting: table).children.compactMap { ($0.value as? any NamedField)?.name }
  }
}
