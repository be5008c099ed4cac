import JSON
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    ("1.50", "1.5", NumberOrder.equal),
    ("100", "1e2", .equal),
    ("0.001", "1E-3", .equal),
    ("-0.0", "0", .equal),
    ("0e99999999999999999999", "0", .equal),
    ("1", "2", .less),
    ("-1", "-2", .greater),
    ("-1", "0.0", .less),
    ("0", "-0.5", .greater),
    ("9.99", "10.0", .less),
    ("-9.99", "-10.0", .greater),
    ("123456789012345678901234567890.1", "123456789012345678901234567890.2", .less),
    ("0.1000000000000000000000000000000000000000001", "0.1", .greater),
    ("1e400", "1e401", .less),
    ("-1e400", "-1e401", .greater),
    ("1e-400", "0", .greater),
    ("12.5", "12", .greater),
    ("1e99999999999999999999", "2", .greater),
    ("1e-99999999999999999999", "2", .less),
    ("9223372036854775808", "9223372036854775807", .greater),
  ])
  func comparesByValue(left: String, right: String, order: NumberOrder) {
    let (left, right) = (JSONNumber(validated: left), JSONNumber(validated: right))
    let reversed: [NumberOrder: NumberOrder] = [.less: .greater, .greater: .less, .equal: .equal]
    #expect(left.compare(right) == order)
    #expect(right.compare(left) == reversed[order])
    #expect(left.isEqual(numerically: right) == (order == .equal))
  }

  @Test(arguments: [
    ("12", 12), ("-12.0", -12), ("1.2e1", 12), ("1200e-2", 12), ("0.0", 0), ("-0", 0),
    ("9223372036854775807.0", Int.max), ("-9223372036854775808.0", Int.min),
    ("9.223372036854775807e18", Int.max),
  ])
  func isAnIntegerWhereWhole(text: String, value: Int) {
    #expect(JSONNumber(validated: text).integer == value)
  }

  @Test(arguments: [
    "1.5", "1e-1", "9223372036854775808", "9223372036854775808.0", "1e19", "1e999999999999",
    "1.00000000000000000000000000000000000000000000000001",
  ])
  func isNoIntegerOtherwise(text: String) {
    #expect(JSONNumber(validated: text).integer == nil)
  }

  @Test func readsNumbersFromText() {
    #expect(JSONNumber(parsing: "1.50")?.text == "1.50")
    for text in ["", " 1", "1 ", "01", "+1", "1.", ".5", "0x1", "true", "\"1\"", "1e", "NaN"] {
      #expect(JSONNumber(parsing: text) == nil)
    }
  }
}
