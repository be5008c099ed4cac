import Testing

@testable import StripeCatalog

@Suite("The embedded catalog is the one the source means")
struct FreshnessTests {
  let catalog = Catalog.embedded

  @Test("It is of the pinned SDK release, by the present generator")
  func versions() {
    let advice: Comment = "catalog.bin is not up to date: run `scripts/update-catalog`"
    #expect(catalog.sdkVersion == CatalogLayout.expectedSDKVersion, advice)
    #expect(catalog.generatorVersion == CatalogLayout.expectedGeneratorVersion, advice)
    #expect(catalog.apiVersion == "2026-10-28.endive", advice)
  }

  @Test("It is small")
  func size() throws {
    let size = try #require(catalog.bytes.word(at: CatalogLayout.Header.size))
    #expect(size < 2 << 20)
  }
}
