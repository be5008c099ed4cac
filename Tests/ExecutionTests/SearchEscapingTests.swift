import Analysis
import Diagnostics
import Expressions
import JSON
import Language
import Planning
import StripeCatalog
import Testing

@testable import StripeSandbox

/// What the planner writes in Stripe's search language is read back by the sandbox's own reader:
/// one clause, of exactly the field and the value that were meant.
@Suite struct SearchEscapingTests {
  private static let pieces = [
    "a", "B", "7", " ", "\"", "\\", "\\\"", "\"\u{301}", "\\\u{301}", "\" OR name:\"x", "\"] OR ",
    "] AND -", "'", "null", "metadata", "[", "]", ":", "~", ">", "<=", "-", " AND ", " OR ",
    "\r\n", "\n", "\t", "\u{0}", "\u{301}", "é", "e\u{301}", "日本", "👩‍👩‍👧", "\u{202e}", "\u{200d}",
    "${x}", "$", "%", "*",
  ]

  /// A text with a word in it, for one without any is never searched for.
  private static func text(_ numbers: inout SeededNumbers) -> String {
    let count = Int.random(in: 0...6, using: &numbers)
    var parts = (0..<count).compactMap { _ in pieces.randomElement(using: &numbers) }
    parts.insert("abc", at: Int.random(in: 0...parts.count, using: &numbers))
    return parts.joined()
  }

  @Test(arguments: ["metadata[key] = $value", "email = $value", "name ~ $value"])
  func aValueStaysOneValueOfOneClause(condition: String) throws {
    var numbers = SeededNumbers(state: 7)
    for _ in 0..<400 {
      let (key, value) = (Self.text(&numbers), Self.text(&numbers))
      let query = try Self.query(condition, key: key, value: value)
      let fields = try #require(Catalog.embedded.object(named: "customer")).searchFields
      let parsed = try SearchParser.parse(query, fields)
      let clause = try #require(parsed.clauses.first)
      #expect(parsed.clauses.count == 1, "\(query)")
      #expect(!clause.isNegated)
      if condition.hasPrefix("metadata") {
        #expect(Array(clause.name.utf8) == Array("metadata.\(key)".utf8), "\(query)")
      }
      switch clause.condition {
      case .equals(let text), .contains(let text):
        #expect(Array(text.utf8) == Array(value.utf8), "\(query)")
      case .compared, .isAbsent:
        Issue.record("\(query)")
      }
    }
  }

  private static func query(
    _ condition: String, key: String, value: String
  ) throws -> String {
    let quotedKey = JSONValue.string(key).compact.replacing("${", with: "\\u0024{")
    let text =
      "query customers where " + condition.replacing("key", with: quotedKey) + " via search"
    let parsed = Parser.parse(SourceText(name: "test", text: text))
    let context = CheckContext(catalog: .embedded, variables: ["value": .known(.string(value))])
    let compilation = Compiler.compile([parsed], context)
    let program = compilation.program
    try #require(compilation.diagnostics.isEmpty, "\(text)")
    guard case .operation(let operation)? = program?.statements.first?.kind,
      case .read(let plan) = try Planner().plan(
        operation, with: Bindings(variables: ["value": .string(value)], now: 0)),
      case .search(let step) = plan.route
    else { throw Unsearched(text: text) }
    return step.query
  }

  private struct Unsearched: Error {
    let text: String
  }
}

/// The same numbers for the same seed (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
