import JSON
import Presentation
import Testing

struct TestReportTests {
  private let result = TestResult(
    name: "a \"b\"/<c> # \\ \u{1B}[2J&.test.stripe", verdict: .failed,
    problems: [
      .init("one\n... & <two> \u{0}", facts: ["code": "assertion_failed", "left": 5, "right": []])
    ],
    output: ["ok 7 - not me", "]]> \u{1}\u{1B}[2J"], seconds: 1.25)

  @Test func `names and messages cannot change a TAP report`() {
    let lines = TAPReport.lines(result, number: 3).split(separator: "\n").map(String.init)
    #expect(lines.first == ##"not ok 3 - a "b"/<c> \# \\ \u001b[2J&.test.stripe"##)
    #expect(
      lines.dropFirst() == [
        "  ---", "  problems:", #"    - message: "one\n... & <two> \u0000""#,
        #"      code: "assertion_failed""#, "      left: 5", "      right: []", "  ...",
        "# ok 7 - not me", #"# ]]> \u0001\u001b[2J"#,
      ])
  }

  @Test func `names and messages cannot change an XML report`() {
    let text = JUnitReport.text([result])
    #expect(text.contains("name=\"&lt;c&gt; # \\ \u{FFFD}[2J&amp;.test.stripe\""))
    #expect(text.contains("classname=\"a &quot;b&quot;\""))
    #expect(text.contains("message=\"one&#10;... &amp; &lt;two&gt; \u{FFFD}\""))
    #expect(text.contains("<system-out>ok 7 - not me\n]]&gt; \u{FFFD}\u{FFFD}[2J</system-out>"))
    #expect(text.contains("time=\"1.250\""))
    #expect(text.contains("tests=\"1\" failures=\"1\" errors=\"0\""))
  }

  @Test func `a summary counts`() {
    let passed = TestResult(name: "a", verdict: .passed)
    #expect([passed].summary == "1 test: 1 passed, 0 failed")
    let wrong = TestResult(name: "a", verdict: .wrong)
    #expect(
      [passed, result, wrong].summary
        == "3 tests: 1 passed, 1 failed, 1 with errors in the script")
  }
}

struct BoundedSinkTests {
  private struct Full: Error {}

  @Test func `whole lines are kept up to the bounds`() throws {
    let lines = BoundedSink(maxLines: 2, maxBytes: 100)
    for piece in ["a\nb", "b\n", "c\nd\n", "rest"] { try lines.write(Array(piece.utf8)) }
    #expect(lines.text == "a\nbb\n")
    #expect(lines.droppedLines == 2)
    let bytes = BoundedSink(maxLines: 9, maxBytes: 5)
    try bytes.write(Array("ab\nabcdef\nx\n".utf8))
    #expect(bytes.text == "ab\n")
    #expect(bytes.droppedLines == 2)
    let open = BoundedSink(maxLines: 9, maxBytes: 5)
    try open.write(Array("ab\ncd".utf8))
    #expect(open.text == "ab\ncd")
  }

  @Test func `a full sink can stop its writer`() throws {
    let sink = BoundedSink(maxLines: 1, maxBytes: 100, errorWhenFull: Full())
    try sink.write(Array("a\n".utf8))
    #expect(throws: Full.self) { try sink.write(Array("b\n".utf8)) }
    #expect(sink.text == "a\n")
  }
}
