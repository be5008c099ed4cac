import JSON
import Testing

@testable import Console

@Suite struct ScriptingTests {
  /// The output of a program that runs well.
  private func printed(_ texts: String..., variables: [String: JSONValue] = [:]) async throws
    -> [String]
  {
    let place = try TestPlace()
    let code = await place.run(
      texts.joined(separator: "\n"), variables: variables, environment: ["HOME": "/home/ann"])
    #expect(code == 0, "\(place.messages.text)")
    return place.lines
  }

  @Test func `print writes a text as it is and anything else as JSON`() async throws {
    #expect(
      try await printed(
        #"print "a\tb"; print 'raw ${x}'; print { a: [1, null], b: "x" }; print 1.50; print true"#)
        == ["a\tb", "raw ${x}", #"{"a":[1,null],"b":"x"}"#, "1.50", "true"])
  }

  @Test func `let, for, if and assert print nothing of their own`() async throws {
    #expect(
      try await printed(
        #"let c = create customer { email: "bo@example.com" }"#,
        #"for x in [1, 2] { let y = $x }"#,
        #"if $c.email = "bo@example.com" { } else { print "no" }"#,
        #"assert $c.email like "bo@%""#) == [])
  }

  @Test func `a statement in a block prints its rows`() async throws {
    let lines = try await printed(
      #"for n in ["Ann", "Bo"] { create customer { name: $n } }"#)
    #expect(lines.count == 2)
    #expect(lines[1].contains(#""name":"Bo""#))
  }

  @Test func `else if takes the first branch that holds`() async throws {
    let text = #"if $n = 1 { print "one" } else if $n = 2 { print "two" } else { print "many" }"#
    for (number, word) in [(1, "one"), (2, "two"), (3, "many")] {
      #expect(try await printed(text, variables: ["n": .integer(number)]) == [word])
    }
  }

  @Test func `a block's own names end with it and outer ones are changed in it`() async throws {
    #expect(
      try await printed(
        "let a = 1", "for x in [5] { let a = $x; let inner = 1 }", "print $a",
        "let x = 9", "for x in [7] { print $x }", "print $x") == ["5", "7", "9"])
  }

  @Test func `a name that ended with its block is unknown after it`() async throws {
    let place = try TestPlace()
    #expect(await place.run("for x in [1] { let inner = 1 }\nprint $inner") == 2)
    #expect(place.messages.text.contains("$inner"))
  }

  @Test func `a query is a list that can be walked and counted`() async throws {
    #expect(
      try await printed(
        #"for n in ["a", "b", "c"] { let c = create customer { name: $n } }"#,
        "let all = query customers", "for c in $all { print $c.name }", "print count($all)",
        #"assert count(query customers where name != "b") = 2, "two""#) == ["c", "b", "a", "3"])
  }

  @Test func `interpolation puts values into texts`() async throws {
    #expect(
      try await printed(
        #"let c = { id: "cus_1", n: 2 }"#, #"print "${$c.id}: ${$c.n} and \${no}""#,
        #"print env("HOME")"#) == ["cus_1: 2 and ${no}", "/home/ann"])
  }

  @Test func `arguments are texts and good where numbers are wanted`() async throws {
    #expect(
      try await printed(
        "print $1 + 1", "print count(query customers limit $1)", variables: ["1": "2"])
        == ["3", "0"])
  }

  @Test func `an included file runs in place and its names stay`() async throws {
    let place = try TestPlace(texts: ["b.stripe": "let b = 2\nprint $b"])
    #expect(await place.run(#"include "b.stripe""#, "print $b + 1") == 0, "\(place.messages.text)")
    #expect(place.lines == ["2", "3"])
  }

  @Test func `several texts share their variables`() async throws {
    let place = try TestPlace()
    #expect(await place.run("let a = 1", "print $a") == 0)
    #expect(place.lines == ["1"])
  }

  @Test func `exit ends a script early, with a code`() async throws {
    for (statement, code) in [("exit", 0), ("exit 7", 7), ("exit 1 + 1", 2)] {
      let place = try TestPlace()
      #expect(await place.run("print 1\n\(statement)\nprint 2") == Int32(code))
      #expect(place.lines == ["1"])
    }
  }

  @Test(arguments: [
    ("assert 1 = 2", "1 = 2 (left 1, right 2)"),
    ("assert count(query customers)   > 3", "count(query customers) > 3 (left 0, right 3)"),
    ("assert not true", "not true"), ("assert \"a\" in (\"b\")", "\"a\" in (\"b\")"),
    (
      "let c = { name: \"Ann\" }\nassert $c.name = \"Bo\"",
      "$c.name = \"Bo\" (left \"Ann\", right \"Bo\")"
    ),
  ])
  func `a failed assertion shows its source and what both sides are`(
    text: String, words: String
  ) async throws {
    let place = try TestPlace()
    #expect(await place.run(text) == 1)
    #expect(
      place.messages.text.contains("Assertion failed: \(words)\n"), "\(place.messages.text)")
  }

  @Test func `an assertion that fails ends with its message`() async throws {
    let place = try TestPlace()
    #expect(await place.run("print 1\nassert 1 = 2, \"sums\"\nprint 2") == 1)
    #expect(place.lines == ["1"])
    #expect(place.messages.text.contains("sums"))
    #expect(place.messages.text.contains("test:2:1"))
  }

  @Test(arguments: [
    "query invoices where statuss = \"draft\"", "print $nobody",
    #"create price { currency: "usd", unit_amount: "many" }"#,
    "delete price price_1", "list invoices page size 101", "use nobody", "frobnicate",
    "query invoices where", "print \"${nobody}\"", "set page_size = 101", "include \"no.stripe\"",
  ])
  func `a program wrong in its last line sends nothing`(last: String) async throws {
    let place = try TestPlace()
    let code = await place.run("create customer { name: \"Ann\" }\nprint 1\n\(last)")
    #expect(code == 2)
    #expect(place.transport.requests.isEmpty)
    #expect(place.output.text.isEmpty)
    #expect(place.messages.text.contains("test:3:"))
  }
}
