import CCatalogData
import Testing

@testable import StripeCatalog

@Suite("Damaged bytes give less, never a crash")
struct DamageTests {
  static let whole = [UInt8](
    UnsafeRawBufferPointer(start: catalog_bytes(), count: Int(catalog_size)))

  static let headerSize =
    CatalogLayout.Header.sections + 8 * CatalogLayout.Section.allCases.count

  /// Reads what there is, so that a read out of bounds would show. The result keeps the reads.
  func survey(_ catalog: Catalog, every step: Int) -> Int {
    var seen = catalog.apiVersion.utf8.count + catalog.sdkVersion.utf8.count
    for name in ["invoice", "session", "é"] {
      seen += catalog.object(named: name)?.name.utf8.count ?? 0
    }
    seen += catalog.object(forID: "cs_test_1")?.name.utf8.count ?? 0
    let objects = catalog.objects
    for object in stride(from: 0, to: objects.count, by: step).map({ objects[$0] }) {
      seen += object.name.utf8.count + object.actionNames.count + object.searchFields.count
      seen += object.operation(.list, of: ["customer"])?.path.utf8.count ?? 0
      seen += object.operation(.list, collection: "lines")?.path.utf8.count ?? 0
      for field in object.fields.prefix(30) { seen += weight(field.type) }
    }
    let operations = catalog.operations
    for operation in stride(from: 0, to: operations.count, by: step * 4).map({
      operations[$0]
    }) {
      seen += operation.id.utf8.count + operation.parents.count + operation.object.name.utf8.count
      seen += operation.path(with: ["a", "b"])?.utf8.count ?? 0
      for parameter in operation.parameters.prefix(30) { seen += weight(parameter.type) }
      for former in operation.formerParameters {
        seen += former.version.utf8.count + weight(.record(former.record))
      }
    }
    for operation in catalog.formerOperations { seen += operation.path.utf8.count }
    return seen
  }

  /// Whether a catalog reads the same twice: what lies outside its bytes would not.
  func isSteady(_ catalog: Catalog) -> Bool {
    survey(catalog, every: 10) == survey(catalog, every: 10)
  }

  func weight(_ type: TypeShape) -> Int {
    switch type {
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any: 1
    case .enumeration(let values): values.count
    case .array(let element), .map(let element): 1 + weight(element)
    case .record(let record): record.names.count
    case .object(let object), .list(let object): object.name.utf8.count
    case .expandable(let objects): objects.count
    case .union(let types): types.reduce(1) { $0 + weight($1) }
    }
  }

  @Test("A copy reads as the original does")
  func copy() {
    let copy = Catalog(copying: Self.whole)
    #expect(copy.objectNames == Catalog.embedded.objectNames)
    #expect(copy.operationCount == 648)
    #expect(copy.objects.first != Catalog.embedded.objects.first)
    #expect(survey(copy, every: 1) == survey(.embedded, every: 1))
  }

  @Test("No bytes, and bytes that are no catalog", arguments: [0, 1, 8, 11, 12, 28, 4096])
  func nothing(count: Int) {
    for bytes in [[UInt8](repeating: 0, count: count), [UInt8](repeating: 0xFF, count: count)] {
      let catalog = Catalog(copying: bytes)
      #expect(catalog.operationCount == 0)
      #expect(survey(catalog, every: 1) == 0)
    }
  }

  @Test("A catalog of another layout is not misread")
  func otherLayout() {
    var bytes = Self.whole
    bytes[CatalogLayout.Header.layoutVersion] &+= 1
    #expect(survey(Catalog(copying: bytes), every: 1) == 0)
  }

  @Test("Truncated anywhere")
  func truncated() {
    let complete = survey(.embedded, every: 1)
    for length in stride(from: 0, to: Self.whole.count, by: 7919) {
      let catalog = Catalog(copying: Array(Self.whole.prefix(length)))
      #expect(survey(catalog, every: 1) < complete)
    }
  }

  @Test("Mutated anywhere")
  func mutated() {
    var random = Randomness(state: 20_261_028)
    for _ in 0..<40 {
      var bytes = Self.whole
      for _ in 0..<2000 { bytes[12 + random.next(below: bytes.count - 12)] = random.byte() }
      #expect(isSteady(Catalog(copying: bytes)))
    }
  }

  @Test("Header words mutated one by one to extremes")
  func mutatedHeader() {
    for offset in stride(from: 12, to: Self.headerSize, by: 4) {
      for byte in [UInt8(0), 0x7F, 0xFF] {
        var bytes = Self.whole
        for position in offset..<offset + 4 { bytes[position] = byte }
        #expect(isSteady(Catalog(copying: bytes)))
      }
    }
  }

  @Test("A type that contains itself comes to an end")
  func endlessTypes() {
    let reader = CatalogBytes(copying: Self.selfContaining())
    #expect(weight(TypeShape(bytes: reader, reference: 8 << 24 | 0)) > 1)
    #expect(weight(TypeShape(bytes: reader, reference: 14 << 24 | 2)) > 1)
  }

  /// A catalog of words only: at 0 a list of an array of itself, at 2 one of two unions of itself.
  static func selfContaining() -> [UInt8] {
    let words: [UInt32] = [1, 8 << 24, 2, 14 << 24 | 2, 14 << 24 | 2]
    let count = CatalogLayout.Section.allCases.count
    var sections = [UInt32](repeating: UInt32(headerSize), count: 2 * count)
    for section in 0..<count { sections[section * 2 + 1] = 0 }
    sections[CatalogLayout.Section.words.rawValue * 2 + 1] = UInt32(words.count)
    let numbers = [CatalogLayout.layoutVersion, 1, 0, 0, 0] + sections + words
    return CatalogLayout.magic
      + numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
  }
}

/// A repeatable sequence of numbers.
private struct Randomness {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next(below: 256)) }
}
