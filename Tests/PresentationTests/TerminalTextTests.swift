import Presentation
import Testing

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("é 日本 👩‍👧", "é 日本 👩‍👧"), ("a\tb\r\n", "a\\tb\\r\\n"),
    ("\u{1B}]0;x\u{7}", "\\u001b]0;x\\u0007"), ("\u{7F}\u{9B}", "\\u007f\\u009b"),
    ("\u{202E}abc\u{2066}", "\\u202eabc\\u2066"), ("\u{2028}", "\\u2028"),
  ])
  func escapesControls(text: String, shown: String) {
    #expect(TerminalText.sanitised(text) == shown)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤", 1), ("❤️", 2),
    ("1️⃣", 2), ("1", 1), ("\u{200B}", 0), ("\u{1B}", 0), ("…", 1), ("─", 1), ("👍🏽", 2), ("©", 1),
  ])
  func measures(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"),
    ("日本語", 4, "日…"), ("ab", 1, "…"), ("ab", 0, ""), ("", 0, ""),
  ])
  func truncates(text: String, width: Int, shown: String) {
    #expect(TerminalText.truncated(text, to: width) == shown)
  }

  @Test func pads() {
    #expect(TerminalText.padded("日", to: 4, .left) == "日  ")
    #expect(TerminalText.padded("12", to: 4, .right) == "  12")
    #expect(TerminalText.padded("long", to: 2, .left) == "long")
  }

  @Test(
    arguments: [
      (ColorMode.always, false, [:], true), (.never, true, [:], false), (.auto, true, [:], true),
      (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
      (.always, true, ["NO_COLOR": "1"], true),
    ] as [(ColorMode, Bool, [String: String], Bool)])
  func colorsWhereWanted(
    mode: ColorMode, isTerminal: Bool, environment: [String: String], isColored: Bool
  ) {
    let palette = mode.palette(isTerminal: isTerminal, environment: environment)
    #expect(palette == (isColored ? .colored : .plain))
  }
}
