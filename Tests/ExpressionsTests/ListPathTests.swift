import JSON
import Testing

@testable import Expressions

/// A path through a list is about any of its elements.
@Suite struct ListPathTests {
  private let row: JSONValue = [
    "lines": ["data": [["amount": 3, "tags": ["a"]], ["amount": 12], ["note": "x"]]],
    "empty": ["data": []], "nulls": ["data": [["amount": nil]]], "locales": ["en", "de"],
    "none": nil,
  ]

  private func amounts(of list: String = "lines") -> Scalar {
    .field(RowPath([.key(list), .key("data"), .each, .key("amount")]))
  }

  private func holds(_ scalar: Scalar) throws -> Bool {
    let bytes = try RawJSON(parsing: row.compact)
    let found = try scalar.holds(on: row)
    #expect(try scalar.holds(on: bytes) == found)
    return found
  }

  private func compare(
    _ comparison: Comparison, _ number: Int, of list: String = "lines"
  ) -> Scalar {
    .comparison(comparison, amounts(of: list), .constant(.integer(number)), as: .number)
  }

  @Test func fieldsAreNamedOnceInTheirOrder() {
    let fields = (0..<40).map { Scalar.field(RowPath(keys: "f\($0)")) }
    let all = Scalar.all(fields + [amounts(), .not(.any(fields.reversed() + [amounts()]))])
    #expect(all.fields == all.parts.prefix(41).flatMap(\.fields))
    #expect(all.fields.map(\.description).prefix(2) == ["f0", "f1"])
  }

  @Test func anyElementWillDo() throws {
    #expect(try holds(compare(.equal, 12)) && holds(compare(.equal, 3)))
    #expect(try !holds(compare(.equal, 5)))
    #expect(try holds(compare(.less, 4)) && holds(compare(.greater, 11)))
    #expect(try !holds(compare(.greater, 12)))
    #expect(try holds(.membership(amounts(), among: [.constant([7, 12])], as: .number)))
    let note = Scalar.field(RowPath([.key("lines"), .key("data"), .each, .key("note")]))
    #expect(try holds(.like(note, pattern: .constant("x%"))))
  }

  @Test func theNegationIsThatNoneDoes() throws {
    #expect(try !holds(compare(.notEqual, 12)) && holds(compare(.notEqual, 5)))
    for list in ["empty", "nulls", "none", "missing"] {
      #expect(try holds(compare(.notEqual, 5, of: list)))
      #expect(try !holds(compare(.equal, 5, of: list)))
      #expect(try holds(.not(.membership(amounts(of: list), among: [.constant(5)], as: .number))))
      #expect(try holds(.isNull(amounts(of: list))))
    }
    #expect(try !holds(.isNull(amounts())))
  }

  @Test func boundsAreAboutOneElement() throws {
    #expect(try !holds(.all([compare(.greaterOrEqual, 5), compare(.lessOrEqual, 10)])))
    #expect(try holds(.all([compare(.greaterOrEqual, 5), compare(.lessOrEqual, 12)])))
    #expect(try holds(.all([compare(.greaterOrEqual, 1), compare(.lessOrEqual, 3)])))
  }

  @Test func aFieldThatIsAListIsOneToo() throws {
    let locales = Scalar.field(RowPath(keys: "locales"))
    #expect(try holds(.comparison(.equal, locales, .constant("de"), as: .any)))
    #expect(try !holds(.comparison(.notEqual, locales, .constant("de"), as: .any)))
    #expect(try holds(.comparison(.notEqual, locales, .constant("fr"), as: .any)))
  }

  @Test func itsValueIsAList() throws {
    #expect(try amounts().evaluated(on: row) == [3, 12, nil])
    #expect(try amounts(of: "empty").evaluated(on: row) == [])
    #expect(try amounts(of: "missing").evaluated(on: row) == nil)
    #expect(try Scalar.call(.sum, [amounts()]).evaluated(on: row) == 15)
    #expect(try Scalar.call(.count, [amounts()]).evaluated(on: row) == 2)
    let tags = RowPath([.key("lines"), .key("data"), .each, .key("tags"), .each])
    #expect(row.value(at: tags) == ["a"])
    #expect(
      RowPath([.key("lines"), .key("data"), .each, .key("amount")]).description
        == "lines.data.amount")
  }
}
