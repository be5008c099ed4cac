import Diagnostics
import Testing

@testable import Language

@Suite struct LexerTests {
  /// The tokens as `kind text`, the end left out.
  private func kinds(_ text: String, mode: ParseMode = .script) -> [String] {
    Lexer(SourceText(name: "test", text: text), mode: mode).tokens.dropLast().map { token in
      switch token.kind {
      case .word: "word \(token.text)"
      case .variable: "variable \(token.text)"
      case .number: "number \(token.text)"
      case .date: "date \(token.text)"
      case .duration(let length):
        "duration \(length.months > 0 ? "\(length.months) months" : "\(length.seconds)")"
      case .period: "period \(token.text)"
      case .string(let segments): "string \(segments.map(describe).joined(separator: "|"))"
      case .mark(let mark): mark.rawValue
      case .shellCommand: "shell \(token.text)"
      case .malformed(let problem): "malformed \(problem.message)"
      case .end: "end"
      }
    }
  }

  private func describe(_ segment: StringSegment) -> String {
    switch segment {
    case .text(let text): text
    case .interpolation(let tokens): "{" + tokens.map(\.text).joined(separator: " ") + "}"
    }
  }

  static let table: [(String, [String])] = [
    ("get in_1", ["word get", "word in_1"]),
    ("größe 名前", ["word größe", "word 名前"]),
    ("$c $1 $row.mail", ["variable c", "variable 1", "variable row", ".", "word mail"]),
    ("5 12.50 1e3 2.5E-3", ["number 5", "number 12.50", "number 1e3", "number 2.5E-3"]),
    ("5.x 5.", ["number 5", ".", "word x", "number 5", "."]),
    (
      "90s 15m 12h 7d 4w 2W",
      [
        "duration 90", "duration 900", "duration 43200", "duration 604800", "duration 2419200",
        "duration 1209600",
      ]
    ),
    ("2026-01-31 2026-01-31T10:00Z", ["date 2026-01-31", "date 2026-01-31T10:00Z"]),
    ("2026-01-31T10:00:00-05:30", ["date 2026-01-31T10:00:00-05:30"]),
    ("2026-01-31 - 5d", ["date 2026-01-31", "-", "duration 432000"]),
    ("2024 - 1", ["number 2024", "-", "number 1"]),
    (
      "a<=b>=c!=d<e>f=g~h",
      [
        "word a", "<=", "word b", ">=", "word c", "!=", "word d", "<", "word e", ">", "word f", "=",
        "word g", "~", "word h",
      ]
    ),
    ("'raw \\n ${x}' 'it''s'", ["string raw \\n ${x}", "string it's"]),
    (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, ["string a\"\\/\u{8}\u{C}\n\r\té😀"]),
    (#""\${x}" "$x" "$""#, ["string ${x}", "string $x", "string $"]),
    (#""a${b.c}d${f("}")}""#, ["string a|{b . c }|d|{f ( \"}\" ) }"]),
    (#""${ {a: {}} }""#, ["string {{ a : { } } }"]),
    ("a # b\nc", ["word a", "word c"]),
    ("\u{FEFF}a\u{A0}b\u{2003}c", ["word a", "word b", "word c"]),
    ("a \\\n b", ["word a", "word b"]),
    ("a | b", ["word a", "malformed unexpected `|`", "word b"]),
    (
      "25OFF 1_000 5é",
      [
        "malformed `25OFF` is not a number or a duration",
        "malformed `1_000` is not a number or a duration",
        "malformed `5é` is not a number or a duration",
      ]
    ),
    ("\u{7}", ["malformed unexpected character U+0007"]),
  ]

  @Test(arguments: table)
  func textsAreReadAsTokens(text: String, expected: [String]) {
    #expect(kinds(text) == expected)
  }

  @Test func spansCoverTheText() {
    let source = "list ü where \"a\" # c\n  limit 5"
    for token in Lexer(SourceText(name: "test", text: source)).tokens {
      let bytes = Array(source.utf8)[token.span.start..<token.span.end]
      #expect(String(decoding: bytes, as: UTF8.self) == token.text)
    }
  }

  @Test func commentsAreKeptWithoutTheirLineEnds() {
    let lexer = Lexer(SourceText(name: "test", text: "#! /bin/x\na # b \t\r\n\"# no\" #"))
    #expect(lexer.comments.map(\.text) == ["#! /bin/x", "# b", "#"])
  }

  @Test func lineStartsAreMarkedButNotAfterABackslash() {
    let lexer = Lexer(SourceText(name: "test", text: "a b\nc \\  \nd # e\nf\r\ng"))
    #expect(lexer.tokens.map(\.startsLine) == [true, false, true, false, true, true, false])
  }

  @Test func shellCommandsAreThePromptsAlone() {
    #expect(kinds("list x | jq '.a | .b' ", mode: .prompt).last == "shell jq '.a | .b'")
    #expect(kinds("list x | sh -c 'a\nb'", mode: .prompt).last == "shell sh -c 'a\nb'")
    #expect(kinds("list x | a\\\nb", mode: .prompt).last == "shell a\\\nb")
    #expect(kinds("print \"a | b\"", mode: .prompt) == ["word print", "string a | b"])
    #expect(kinds("list x |", mode: .prompt).last == "malformed a command is missing after `|`")
  }

  static let dates: [(String, Int?)] = [
    ("1970-01-01", 0), ("1970-01-01T00:00:01Z", 1), ("2024-02-29", 1_709_164_800),
    ("2026-01-31T10:00:00Z", 1_769_853_600), ("2026-01-31T10:00:00+02:00", 1_769_846_400),
    ("2026-01-31T10:00-0530", 1_769_873_400), ("1969-12-31", -86_400),
    ("2000-02-29", 951_782_400), ("9999-12-31", 253_402_214_400), ("0001-01-01", -62_135_596_800),
    ("1900-02-29", nil), ("2026-02-30", nil), ("2026-13-01", nil), ("2026-00-10", nil),
    ("2026-01-00", nil), ("2026-01-31T24:00Z", nil), ("2026-01-31T10:60Z", nil),
    ("2026-01-31T10:00:60Z", nil), ("2026-01-31T", nil), ("2026-01-31T10Z", nil),
    ("2026-01-31T10:00+24:00", nil), ("0000-01-01", nil), ("2026-01-31T10:00:00.5Z", nil),
  ]

  @Test(arguments: dates)
  func datesAreUnixSeconds(text: String, seconds: Int?) {
    #expect(DateText(text)?.unixSeconds == seconds)
  }

  @Test func durationsDoNotOverflow() {
    #expect(kinds("15250284452471w") == ["duration 9223372036854460800"])
    #expect(kinds("15250284452472w") == ["malformed this duration is too long"])
  }
}
