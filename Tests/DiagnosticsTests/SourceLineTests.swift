import Testing

@testable import Diagnostics

@Suite struct SourceLineTests {
  private let source = SourceText(name: "a", text: "eins\r\nzwei é x\n\ndrei")

  @Test func positionsCountLinesAndCharacters() {
    #expect(source.position(of: 0) == Position(line: 1, column: 1))
    #expect(source.position(of: 6) == Position(line: 2, column: 1))
    // The é takes two bytes and one column.
    #expect(source.position(of: 14) == Position(line: 2, column: 8))
    #expect(source.position(of: 999) == Position(line: 4, column: 5))
    #expect(source.position(of: -1) == Position(line: 1, column: 1))
  }

  @Test func linesComeWithoutTheirEnds() {
    #expect(source.line(1) == "eins")
    #expect(source.line(2) == "zwei é x")
    #expect(source.line(3) == "")
    #expect(source.line(4) == "drei")
    #expect(source.line(5) == nil)
    #expect(source.line(0) == nil)
  }

  @Test func spansNeverRunBackwards() {
    #expect(Span(5, 2) == Span(5, 5))
    #expect(Span(1, 3).joined(Span(2, 9)) == Span(1, 9))
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("statuss", "status"), ("stauts", "status"), ("STATUS", "status"), ("creatd", "created"),
    ("x", nil), ("customers_email", nil),
  ])
  func findsTheNameThatWasMeant(_ typed: String, _ meant: String?) {
    let names = ["status", "created", "customer", "total"]
    #expect(NearestName.of(typed, among: names) == meant)
  }

  @Test func swappedNeighboursAreOneEdit() {
    #expect(NearestName.distance(Array("ab".utf8), Array("ba".utf8)) == 1)
    #expect(NearestName.distance([], Array("abc".utf8)) == 3)
  }
}
