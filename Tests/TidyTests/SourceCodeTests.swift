import Testing

/// What the tidy tests look at must be read rightly, or they hold nothing.
struct SourceCodeTests {
  @Test(arguments: [
    ("let a = 1 // try!", "let a = 1 "),
    ("let a = \"try!\" + b", "let a =  + b"),
    ("a /* try! */ b", "a  b"),
    (#"let a = "\"try!" + b"#, "let a =  + b"),
    (##"let a = #"\"# + b"##, "let a =  + b"),
    (##"let a = #"a " try! "# + b"##, "let a =  + b"),
    ("let a = try! b", "let a = try! b"),
    ("#if DEBUG", "#if DEBUG"),
  ])
  func `comments and strings are left out`(text: String, code: String) {
    #expect(SourceCode(text).lines == [code[...]])
  }

  @Test func `lines keep their numbers`() {
    let text = "a // b\nc = \"\"\"\n  d\n  \"e\"\n  \"\"\" + f\n/* g\n h */ i"
    #expect(SourceCode(text).lines == ["a ", "c = ", "", "", " + f", "", " i"])
  }

  @Test(arguments: ["\"", "\"\\", "/*", "#", "##\"", "\"\"\"", "//"])
  func `a file that ends in the middle is read to its end`(text: String) {
    #expect(SourceCode(text).lines.count == 1)
  }
}
