import Diagnostics
import Expressions
import JSON
import StripeCatalog
import Testing

@testable import Analysis

private func problems(_ text: String) -> [String] {
  let context = CheckContext(catalog: .embedded)
  return Compiler.compile([SourceText(name: "test", text: text)], context).diagnostics.map(
    \.message)
}

/// What is known of a variable in a block and after it.
@Suite struct BlockScopeTests {
  @Test(arguments: [
    "if true { let b = 1 }", "if true { let a = 2 }", "if true { if true { let a = 2 } }",
    "for a in [\"x\"] { print $a }", "for a in [1] { let a = \"x\" }",
    "for i in [1] { for a in [\"x\"] { let b = $a } }", "if true { let b = 1 } else { print 1 }",
  ])
  func `blocks that give it the same shape or none leave it known`(block: String) {
    #expect(problems("let a = 1\n\(block)\nprint $a.b").count == 1)
  }

  @Test(arguments: [
    "if true { let a = \"x\" }", "if true { if true { let a = \"x\" } }",
    "if true { let b = 1 } else { let a = \"x\" }", "for i in [1] { let a = \"x\" }",
    "if true { for i in [1] { if true { let a = \"x\" } } }",
    "if true { let a = \"x\"\nlet a = { b: 1 } }",
  ])
  func `blocks that may have given it another shape leave it open`(block: String) {
    #expect(problems("let a = 1\n\(block)\nprint $a.b") == [])
  }

  @Test(arguments: [
    ("if true { let a = \"x\"\nprint $a.b }", 1),
    ("if true { let a = \"x\"\nif true { print $a.b } }", 1),
    ("if true { let a = { b: 1 }\nprint $a.b }", 0),
    ("if true { if true { let a = \"x\" }\nprint $a.b }", 0),
    // The round before may have assigned it.
    ("for i in [1] { print $a.b\nlet a = \"x\" }", 0),
    ("for i in [1] { if true { print $a.b }\nif true { let a = \"x\" } }", 0),
    ("for i in [1] { print $a.b\nlet c = \"x\" }", 1),
  ])
  func `inside`(block: String, count: Int) {
    #expect(problems("let a = 1\n\(block)").count == count)
  }

  @Test(arguments: [
    "if true { let b = 1 }", "if true { if true { let b = 1 } }", "for b in [1] { print $b }",
    "for i in [1] { let b = $i }", "if true { let a = 1 } else { let b = 1 }",
  ])
  func `names of a block end with it`(block: String) {
    #expect(problems("\(block)\nprint $b") == ["unknown variable `$b`"])
  }
}

/// Members with dotted keys.
@Suite struct MergedMembersTests {
  private func merged(_ members: [(String, Scalar)]) throws -> String {
    var merged = MergedMembers()
    for (key, value) in members {
      merged.set(key.split(separator: ".").map(String.init)[...], to: value)
    }
    return try merged.scalar.evaluated(on: NoRow()).compact
  }

  private let one = Scalar.constant(.integer(1))
  private let two = Scalar.constant(.integer(2))

  @Test func `of one record are joined at the place of the first`() throws {
    #expect(
      try merged([("a.b", one), ("c", two), ("a.d", two)]) == #"{"a":{"b":1,"d":2},"c":2}"#)
    #expect(try merged([("a.b.c", one), ("a.b.d", two)]) == #"{"a":{"b":{"c":1,"d":2}}}"#)
    #expect(
      try merged([("a", .object([ScalarMember("b", one)])), ("a.c", two)])
        == #"{"a":{"b":1,"c":2}}"#)
    #expect(
      try merged([("a.c", two), ("a", .object([ScalarMember("b", one)]))])
        == #"{"a":{"c":2,"b":1}}"#)
    #expect(
      try merged([
        ("a.b.c", two), ("a", .object([ScalarMember("b", .object([ScalarMember("d", one)]))])),
      ]) == #"{"a":{"b":{"c":2,"d":1}}}"#)
  }

  @Test func `that come again replace what stood there`() throws {
    #expect(try merged([("a", one), ("b", one), ("a", two)]) == #"{"a":2,"b":1}"#)
    #expect(try merged([("a.b", one), ("a", two)]) == #"{"a":2}"#)
    #expect(try merged([("a", one), ("a.b", two)]) == #"{"a":{"b":2}}"#)
  }
}
