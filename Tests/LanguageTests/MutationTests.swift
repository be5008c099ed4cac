import Diagnostics
import Testing

@testable import Language

/// Edits good texts at random, character by character: whatever comes of it, the parser answers,
/// and points at places that exist.
@Suite struct MutationTests {
  static let chunks = 32
  /// Over all chunks 208,000.
  static let editsPerChunk = 6_500

  static let corpus = [
    "get customers cus_1, $c.id, \"x\" expand customer, lines.data",
    "retrieve invoice where number = 'A-1'",
    "list lines invoice in_1 limit 5 page size 50",
    "query invoices where (a = \"x\" or not b like '%') and c in (1, 2) select a, sum(b) as s",
    "query charges where d >= now - 30d group by e order by f desc, g",
    "create customer { \"email\": \"a\\u00e9${x.y}\", m: { po: null, }, n: [1, -2.5e3,] }",
    "update customers from \"p.csv\" { email: $row.mail, \"a b\".c: true }",
    "update lines invoice in_1 line il_2 { quantity: 3 }",
    "execute finalize invoice in_1 { a: usd 20.00 }  # note",
    "let c = (create customer {})\nprint \"${count($c)}\"; exit 3",
    "for i in query x where a = 1 { print $i.a[0][\"k\"] }",
    "if $a is not null { set a.b = 5 } else if 2026-01-31T10:00:00Z < b { use eu-1 }",
    "assert count($x) = 2, \"m\"\nrequest POST \"/v1/x\" {}",
    "explain analyze list x \\\n where a between 1 and 2\n via search | jq .x",
  ]

  private static let inserts =
    Array(
      "(){}[],:;.=!<>~+-*/\\\"'$#|`%&^?@ \t\n\r\u{0}\u{7F}\u{A0}\u{2028}\u{FEFF}\u{301}\u{1F600}"
        .unicodeScalars) + Array("aZ_09é𝔘limt".unicodeScalars)

  private static let words = [
    " and ", " not ", "where ", " in ", "${", "}", "{", "limit 5", "\nfor x in $y {", "99999999w",
    "2026-02-30", " of ", "usd 1", "\\u12", "\\ud83d", "//", "==", "null", "\r\n",
  ]

  @Test(arguments: 0..<chunks)
  func editedTextsAreAnswered(chunk: Int) {
    var random = SeededGenerator(seed: 31 + chunk)
    var text: [Unicode.Scalar] = []
    for edit in 0..<Self.editsPerChunk {
      if edit % 5 == 0 {
        text = Array((Self.corpus.randomElement(using: &random) ?? "").unicodeScalars)
      }
      Self.edit(&text, &random)
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      let mode: ParseMode = edit.isMultiple(of: 4) ? .prompt : .script
      let result = Parser.parse(String(string), mode: mode)
      let length = String(string).utf8.count
      let spans = result.diagnostics.map(\.span) + result.program.statements.map(\.span)
      let isInside = spans.allSatisfy { $0.start >= 0 && $0.end <= length }
      #expect(isInside, "\(String(string).debugDescription)")
      if edit.isMultiple(of: 97) { Self.expectStable(result) }
    }
  }

  private static func expectStable(_ result: ParseResult) {
    guard result.diagnostics.isEmpty else { return }
    let formatted = Formatter.format(result.program)
    let again = Parser.parse(formatted)
    #expect(again.diagnostics.isEmpty, "\(formatted)")
    #expect(TreeText.of(again.program.statements) == TreeText.of(result.program.statements))
    #expect(Formatter.format(again.program) == formatted)
  }

  private static func edit(_ text: inout [Unicode.Scalar], _ random: inout SeededGenerator) {
    let place = Int.random(in: 0...text.count, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: if place < text.count { text.remove(at: place) }
    case 2, 3: if let new = inserts.randomElement(using: &random) { text.insert(new, at: place) }
    case 4, 5:
      if place < text.count, let new = inserts.randomElement(using: &random) { text[place] = new }
    case 6:
      if let word = words.randomElement(using: &random) {
        text.insert(contentsOf: word.unicodeScalars, at: place)
      }
    case 7:
      let end = Int.random(in: place...text.count, using: &random)
      text.insert(contentsOf: text[place..<min(end, place + 20)], at: place)
    case 8:
      let end = Int.random(in: place...text.count, using: &random)
      text.removeSubrange(place..<min(end, place + 12))
    default:
      let value = UInt32.random(in: 0..<0x11_0000, using: &random)
      text.insert(Unicode.Scalar(value) ?? "\u{FFFD}", at: place)
    }
  }

  @Test func completionAnswersAtEveryPlace() {
    for text in Self.corpus {
      for offset in -1...(text.utf8.count + 1) {
        let answer = Parser.expectations(at: offset, in: SourceText(name: "t", text: text))
        #expect(answer.span.end <= text.utf8.count)
      }
    }
  }
}
