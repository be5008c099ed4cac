import Testing

@testable import Prompt

@Suite struct PromptTextTests {
  @Test(arguments: [
    ("", ""),
    ("acme test> ", "acme test> "),
    ("\u{1B}[32mok\u{1B}[0m> ", "\u{1}\u{1B}[32m\u{1}ok\u{1}\u{1B}[0m\u{1}> "),
    // Neighbouring escapes are one run: libedit cannot hold two in a row.
    ("\u{1B}[1m\u{1B}[31mok> ", "\u{1}\u{1B}[1m\u{1B}[31m\u{1}ok> "),
    // One at the very end moves before the last character.
    ("\u{1B}[32mok> \u{1B}[0m", "\u{1}\u{1B}[32m\u{1}ok>\u{1}\u{1B}[0m\u{1} "),
    // A mark that is there already would part what it stands in.
    ("a\u{1}b", "ab"),
    ("\u{1B}[", "\u{1}\u{1B}[\u{1}"),
  ])
  func marks(_ prompt: String, _ marked: String) {
    #expect(PromptText.marked(prompt) == marked)
  }
}
