import Foundation
import Testing

/// A way of saying that user-visible text avoids, and what to say instead.
private struct Avoided {
  /// A regular expression over words, without regard to case.
  var pattern: String
  var instead: String

  init(_ pattern: String, _ instead: String) {
    self.pattern = pattern
    self.instead = instead
  }
}

/// Texts that users read are in the plain technical English of compilers, of HTTP and of Stripe.
struct WordingTests {
  private static let avoided = [
    Avoided(#"\bwants?\b"#, "requires"),
    Avoided(#"\bstands?\b"#, "is, or must be"),
    Avoided(#"\bbehind\b"#, "after"),
    Avoided(#"\bbeside\b"#, "with, next to"),
    Avoided(#"(?<!\bthere )\bis no (?!longer\b)"#, "is not a"),
    Avoided(#"\bis none\b"#, "is not"),
    Avoided(#"\b(holds|knows) no\b"#, "has no, contains no"),
    Avoided(#"\b(tells?|told)\b"#, "shows, says"),
    Avoided(#"\b(goes|go|going) on\b"#, "continues, resumes"),
    Avoided(#"\bbr(oke|eaks?) off\b"#, "was interrupted"),
    Avoided(#"\bcomes? about\b"#, "is created"),
    Avoided(#"\bcomes? whole\b"#, "is returned whole"),
    Avoided(#"\b(takes?|puts?|gives?) back\b"#, "undoes, restores, refunds"),
    Avoided(
      #"(?<!issuing\.|management\.|treasury\.|tax\.|/|\{)\btransactions?\b(?!=)"#,
      "action, or a name of Stripe's"),
    Avoided(#"\bin doubt\b"#, "unconfirmed"),
    Avoided(#"\b(mend|truths?|anew|nowhere|nobody)\b"#, "fix, boolean, again, …"),
    Avoided(#"\bleads? to\b"#, "is, belongs to"),
    Avoided(#"\bside by side\b"#, "concurrently"),
    Avoided(#"\bby no (key|one)\b"#, "without a key"),
    Avoided(#"\b(asked|sought|searched) for\b"#, "requested, searchable"),
    Avoided(#"\b(a|one) (second|page)\b(?=[,;.]|$)"#, "per second, per page"),
    Avoided(#"\bdoes not hold\b"#, "failed"),
    Avoided(#"\bcan say\b"#, "is known"),
    Avoided(#"\bneither a\b"#, "is not a … or a …"),
    Avoided(#"\bthe answer\b"#, "the response"),
    Avoided(#"\btests? here\b"#, "filtered locally"),
    Avoided(#"\b(it|them|is|are|be) left out\b"#, "omitted"),
    Avoided(#"\bwhat is (void|final|deleted|closed)\b"#, "cannot be undone"),
  ]

  /// Texts that are right as they are, all of them Stripe's own.
  private static let exceptions: Set = [
    "Your card was declined. This transaction requires authentication.",
    " transactions.",
    " You may want to try expanding 'data.…' instead.",
    "Debit transactions are not approved on your bank account. (Stripe requires bank accounts to",
    " be set up for both credit and debit transactions.)",
    "balance transaction",
    "transaction",
    "transactions",
    " (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want",
    " you must provide a `return_url`. If you don't want to accept redirect-based payment",
  ]

  private static let documents = ["README.md", "grammar/messages.txt"]

  @Test func `texts for users avoid odd words`() throws {
    for path in Repository.swiftFiles where path.hasPrefix("Sources/") {
      for literal in StringLiterals(try Repository.text(of: path)).all
      where !Self.exceptions.contains(literal.text) {
        check(literal.text, at: "\(path):\(literal.line)")
      }
    }
    for path in Self.documents {
      for (number, line) in try Repository.lines(of: path).enumerated() {
        check(String(line), at: "\(path):\(number + 1)")
      }
    }
  }

  @Test func `exceptions are still needed`() throws {
    let texts = Set(
      try Repository.swiftFiles.filter { $0.hasPrefix("Sources/") }
        .flatMap { StringLiterals(try Repository.text(of: $0)).all.map(\.text) })
    for text in Self.exceptions { #expect(texts.contains(text), "no text is `\(text)` any more") }
  }

  private func check(_ text: String, at place: String) {
    for avoided in Self.avoided {
      let range = text.range(of: avoided.pattern, options: [.regularExpression, .caseInsensitive])
      guard let range else { continue }
      Issue.record("\(place): `\(text[range])` in `\(text)`; write: \(avoided.instead)")
    }
  }

  @Test(arguments: [
    (#"a("b \(c ? "d" : "e(") f")"#, ["b … f", "d", "e("]),
    (##"#"a "b" \(c) \#(d)"# // "e""##, [#"a "b" \(c) …"#]),
    ("\"\"\"\n  a \\\n  b\n  \"\"\" + \"c\"", ["\n  a b\n  ", "c"]),
    (#""\"a" /* "b" */"#, [#"\"a"#]),
  ])
  func `the literals of a file are read`(code: String, texts: [String]) {
    #expect(StringLiterals(code).all.map(\.text) == texts)
  }
}
