import Analysis
import Diagnostics
import Testing

@Suite struct ScriptArgumentTests {
  @Test(arguments: [
    ("", 1), ("print 1", 1), ("print $1", 1), ("print $3", 3), (#"print "${12} $2""#, 12),
    ("$$4", 4), ("${", 1), ("${{7}", 1), ("$", 1), ("$123", 12), ("é $5 é", 5), ("$0", 1),
  ])
  func `the arguments up to the highest one are mentioned`(text: String, most: Int) {
    let found = ScriptArguments.mentioned(in: SourceText(name: "test", text: text))
    #expect(found == (1...most).map(String.init))
  }
}
