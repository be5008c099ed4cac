import JSON
import StripeCatalog
import Testing

@testable import Expressions

/// Values held against the types of parameters, and brought into the form that Stripe takes.
@Suite struct ValueConversionTests {
  /// The value as it is sent, or what is wrong with it.
  private func result(_ value: JSONValue, for shape: TypeShape, isAmount: Bool = false) -> String {
    shape.problem(with: value, isAmount: isAmount) ?? shape.converted(value).compact
  }

  @Test func `whole numbers are whole however they are written`() throws {
    for text in ["1000", "1e3", "1000.0", "1000.00", "10.00e2"] {
      #expect(result(.string(text), for: .integer) == "1000")
      #expect(result(try JSONValue(parsing: text), for: .integer) == "1000")
    }
    #expect(result(" 7 ", for: .integer) == "7")
    #expect(result("1,000", for: .integer) == "takes a whole number, without separators")
    #expect(result("1.5", for: .integer) == "takes a whole number")
    #expect(result("ten", for: .integer) == "takes a whole number")
  }

  @Test func `an amount with two decimals is a price, and refused`() throws {
    for text in ["20.00", "20.50", "20.5", "0.99"] {
      let refusal =
        "takes a whole number in the smallest currency unit; write `usd \(text)`, "
        + "or multiply by 100: `* 100`"
      #expect(result(.string(text), for: .integer, isAmount: true) == refusal)
      let number = try JSONValue(parsing: text)
      #expect(result(number, for: .union([.enumeration([""]), .integer]), isAmount: true) != text)
    }
    #expect(result("2000.0", for: .integer, isAmount: true) == "2000")
    #expect(result("2e3", for: .integer, isAmount: true) == "2000")
  }

  @Test func `a time in milliseconds is refused`() {
    #expect(result("1729598886", for: .timestamp) == "1729598886")
    #expect(
      result(.number(JSONNumber(validated: "1.729598886e9")), for: .timestamp) == "1729598886")
    #expect(result("2026-01-01", for: .timestamp) == "1767225600")
    #expect(result("now", for: .timestamp) == "\"now\"")
    #expect(
      result("1729598886000", for: .timestamp)
        == "takes a time in Unix seconds; is this in milliseconds?")
    #expect(result("1729598886.5", for: .timestamp) == "takes a time: a date or Unix seconds")
  }

  @Test func `truths are read as spreadsheets write them`() {
    for text in ["TRUE", "True", "true", " true "] {
      #expect(result(.string(text), for: .boolean) == "true")
    }
    #expect(result("FALSE", for: .boolean) == "false")
    for text in ["yes", "1", ""] {
      #expect(result(.string(text), for: .boolean) == "takes true or false")
    }
  }

  @Test func `a text that spells a list or a record is one`() {
    #expect(result(#"["a", "b"]"#, for: .array(of: .string)) == #"["a","b"]"#)
    #expect(
      result(#"{"city": "Bern", "line2": null}"#, for: .map(of: .string)) == #"{"city":"Bern"}"#)
    #expect(result("card", for: .array(of: .string)) == "takes a list")
    #expect(result("[broken", for: .array(of: .string)) == "takes a list")
    #expect(result(#"["a"]"#, for: .map(of: .string)) == "takes an object: { … }")
    #expect(result(#"["a"]"#, for: .string) == #""[\"a\"]""#)
    #expect(result("", for: .array(of: .string)) == #""""#)
  }
}
