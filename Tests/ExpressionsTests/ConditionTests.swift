import JSON
import Testing

@testable import Expressions

@Suite struct ConditionTests {
  private let row: JSONValue = [
    "status": "draft", "total": 1500, "empty": nil, "price": "10.50", "paid": false,
    "customer": ["id": "cus_1", "email": "Ann@Example.com"], "tags": ["a", "b"],
    "created": 1_729_598_886,
  ]

  private func field(_ keys: String...) -> Scalar { .field(RowPath(keys.map { .key($0) })) }

  @Test func againstNullOnlyTheNegationsAreTrue() throws {
    for name in ["empty", "missing"] {
      for comparison in [
        Comparison.equal, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains,
      ] {
        let test = Scalar.comparison(comparison, field(name), .constant(1), as: .any)
        #expect(try !test.holds(on: row), "\(comparison)")
        #expect(try Scalar.not(test).holds(on: row), "not \(comparison)")
      }
      #expect(
        try Scalar.comparison(.notEqual, field(name), .constant(1), as: .any).holds(on: row))
      #expect(try !Scalar.like(field(name), pattern: .constant("%")).holds(on: row))
      #expect(try !Scalar.membership(field(name), among: [.constant(nil)], as: .any).holds(on: row))
      #expect(try Scalar.isNull(field(name)).holds(on: row))
    }
  }

  @Test func quotedNumbersCompareAsNumbers() throws {
    let created = Scalar.comparison(
      .greater, field("created"), .constant("1729598885"), as: .timestamp)
    #expect(try created.holds(on: row))
    let dated = Scalar.comparison(.less, field("created"), .constant("2024-10-23"), as: .timestamp)
    #expect(try dated.holds(on: row))
    let price = Scalar.comparison(
      .equal, field("price"), .constant(.number(.init(validated: "10.5"))), as: .number)
    #expect(try price.holds(on: row))
  }

  @Test func anExpandedObjectComparesByItsID() throws {
    let customer = Scalar.comparison(.equal, field("customer"), .constant("cus_1"), as: .text)
    #expect(try customer.holds(on: row))
  }

  @Test func equalityMindsCaseAndContainingDoesNot() throws {
    let email = field("customer", "email")
    let lower = Scalar.constant("ann@example.com")
    #expect(try !Scalar.comparison(.equal, email, lower, as: .text).holds(on: row))
    #expect(try Scalar.comparison(.contains, email, .constant("ANN@"), as: .text).holds(on: row))
    #expect(
      try Scalar.comparison(.contains, field("tags"), .constant("B"), as: .text).holds(on: row))
    #expect(try !Scalar.like(email, pattern: .constant("ann@%")).holds(on: row))
  }

  @Test func composedAndDecomposedLettersAreTwoTexts() throws {
    let test = Scalar.comparison(.equal, .constant("e\u{301}"), .constant("\u{E9}"), as: .text)
    #expect(try !test.holds(on: NoRow()))
  }

  @Test func aListAmongCandidatesStandsForItsElements() throws {
    let test = Scalar.membership(
      field("status"), among: [.constant(["open", "draft"])], as: .text)
    #expect(try test.holds(on: row))
  }

  @Test func aConditionThatIsNoTruthIsAnError() {
    #expect(throws: EvaluationError.self) { try Scalar.constant("yes").holds(on: NoRow()) }
  }
}

@Suite struct LikePatternTests {
  @Test(arguments: [
    ("a%", "abc", true), ("%c", "abc", true), ("a%c", "ac", true), ("a_c", "abc", true),
    ("a_c", "ac", false), ("%b%", "abc", true), ("", "", true), ("", "a", false),
    ("100\\%", "100%", true), ("100\\%", "1000", false), ("%%%", "", true),
    ("a%b%c", "axbxbxc", true),
    ("A%", "abc", false), ("_", "😀", true), ("x\\", "x\\", true),
  ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(LikePattern(pattern).matches(text) == expected)
  }

  @Test func manyStretchesStayFast() {
    let pattern = LikePattern(String(repeating: "%a", count: 40) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }
}
