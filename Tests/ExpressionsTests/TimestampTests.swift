import JSON
import Testing

@testable import Expressions

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2026-01-31", 1_769_817_600), ("2024-02-29T12:30:15Z", 1_709_209_815),
    ("2026-01-31T10:00:00+02:00", 1_769_846_400), ("2026-01-31T10:00Z", 1_769_853_600),
    ("1969-12-31", -86_400), ("2026-01-31T10:00:00.250Z", 1_769_853_600),
  ])
  func readsDates(_ text: String, _ seconds: Int) {
    #expect(Timestamp.seconds(of: text) == seconds)
  }

  @Test(arguments: [
    "2026-02-30", "2026-13-01", "2026-1-1", "2026-01-31T25:00Z", "tomorrow", "", "2026-01-31T",
    "2026-01-31T10:00:00+25:00", "2026-01-31x",
  ])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(Timestamp.seconds(of: text) == nil)
  }

  @Test func writesWhatItReads() {
    for seconds in stride(from: -100_000_000_000, through: 100_000_000_000, by: 7_919_377_777) {
      let text = Timestamp.iso(seconds)
      if text.split(separator: "-").first?.count == 4, seconds > -62_135_596_800 {
        #expect(Timestamp.seconds(of: text) == seconds, "\(text)")
      }
    }
  }
}

@Suite struct BindingTests {
  private let bindings = Bindings(
    variables: ["c": ["id": "cus_1", "n": 5]], now: 1_769_853_600,
    environment: [
      "HOME": "/h", "STRIPE_API_KEY": "x", "HIDDEN": "sk_test_123", "BAD": "a\u{FFFD}b",
    ])

  private func bound(_ scalar: Scalar) throws -> JSONValue? { try scalar.bound(bindings).constant }

  @Test func variablesAndTimesBecomeConstants() throws {
    #expect(try bound(.variable("c", RowPath(keys: "id"))) == "cus_1")
    #expect(try bound(.variable("c", RowPath(keys: "nope"))) == .null)
    #expect(try bound(.moment(.today)) == 1_769_817_600)
    #expect(try bound(.arithmetic(.subtract, .moment(.now), .constant(3600))) == 1_769_850_000)
  }

  @Test func whatHangsOnARowStays() throws {
    let test = Scalar.comparison(
      .greater, .field(RowPath(keys: "total")),
      .arithmetic(.multiply, .variable("c", RowPath(keys: "n")), .constant(2)), as: .number)
    #expect(
      try test.bound(bindings)
        == .comparison(.greater, .field(RowPath(keys: "total")), .constant(10), as: .number))
  }

  @Test func unknownVariablesAreErrorsOrPlaceholders() throws {
    #expect(throws: EvaluationError("unknown variable `$x`")) {
      try bound(.variable("x", RowPath()))
    }
    var lenient = bindings
    lenient.allowsPlaceholders = true
    #expect(try Scalar.variable("x", RowPath(keys: "id")).bound(lenient).constant == "$x.id")
  }

  @Test func keysInTheEnvironmentCannotBeRead() throws {
    #expect(try bound(.call(.env, [.constant("HOME")])) == "/h")
    #expect(try bound(.call(.env, [.constant("NOPE")])) == .null)
    for name in ["STRIPE_API_KEY", "HIDDEN", "BAD"] {
      #expect(throws: EvaluationError.self) { try bound(.call(.env, [.constant(.string(name))])) }
    }
  }

  @Test func decimalsAreExact() throws {
    let tenth = Scalar.constant(.number(JSONNumber(validated: "0.1")))
    let fifth = Scalar.constant(.number(JSONNumber(validated: "0.2")))
    #expect(try bound(.arithmetic(.add, tenth, fifth))?.compact == "0.3")
    #expect(throws: EvaluationError("division by zero")) {
      try bound(.arithmetic(.divide, tenth, .constant(0)))
    }
  }

  @Test func aggregatesPassOverNulls() throws {
    let list = Scalar.constant([["n": 1], ["n": nil], ["n": 4]])
    #expect(try bound(.call(.count, [list])) == 3)
    #expect(try bound(.call(.sum, [list, .constant("n")]))?.compact == "5")
    #expect(try bound(.call(.avg, [list, .constant("n")]))?.compact == "2.5")
    #expect(try bound(.call(.max, [list, .constant("n")]))?.compact == "4")
    #expect(try bound(.call(.min, [.constant([])])) == .null)
    #expect(try bound(.call(.sum, [.constant([])]))?.compact == "0")
  }
}
