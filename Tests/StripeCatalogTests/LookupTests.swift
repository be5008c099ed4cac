import Testing

@testable import StripeCatalog

@Suite("Lookups")
struct LookupTests {
  @Test("A name is found among the sorted spellings in a few comparisons")
  func sortedNames() {
    let bytes = Catalog.embedded.bytes
    let count = bytes.rowCount(.names)
    #expect(count > 500)
    #expect(count < 1 << 10, "more than ten comparisons a lookup")
    for section in [CatalogLayout.Section.names, .prefixes] {
      let keys = (0..<bytes.rowCount(section)).compactMap {
        bytes.word(section, row: $0, column: 0).map(bytes.string)
      }
      #expect(keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      #expect(Set(keys).count == bytes.rowCount(section))
    }
  }

  @Test("A hundred thousand lookups of objects, fields and operations all succeed")
  func manyLookups() {
    let names = ["invoice", "checkout.sessions", "InvoiceItems", "v2.core.account", "test_clock"]
    var found = 0
    for _ in 0..<20_000 {
      for name in names where Catalog.embedded.object(named: name) != nil { found += 1 }
    }
    #expect(found == 100_000)
  }
}
