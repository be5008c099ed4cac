import Diagnostics
import Language

/// The position of the cursor: what is expected there, and the part of it that has been typed.
struct CompletionSite {
  let topics: [CompletionTopic]
  /// The verb of the operation at the cursor.
  let verb: Verb?
  let typed: String
  /// The span that a completion replaces, up to the cursor.
  let span: Span

  init(text: String, cursor: Int) {
    let before = Array(text.utf8.prefix(max(0, cursor)))
    let (expectations, start) = CompletionSite.expectations(in: text, at: before)
    let statement = WrittenStatement(before[..<start])
    topics = statement.topics(for: expectations)
    verb = statement.target()?.verb
    span = Span(start, before.count)
    typed = String(decoding: before[start...], as: UTF8.self)
  }

  /// True if a field is expected at the cursor.
  var takesFields: Bool {
    topics.contains { topic in
      if case .field = topic { true } else { false }
    }
  }

  /// True if a value of a field, or of a key of a body, is expected at the cursor.
  var takesValues: Bool {
    topics.contains { topic in
      switch topic {
      case .value, .argument, .settingValue: true
      case _: false
      }
    }
  }

  /// Returns what the parser expects at the end of the bytes before the cursor, and the offset at
  /// which the word being typed begins, including its quote.
  private static func expectations(
    in text: String, at before: [UInt8]
  ) -> ([Expectation], start: Int) {
    let source = SourceText(name: "prompt", text: text)
    let found = Parser.expectations(at: before.count, in: source)
    let start = min(max(0, found.span.start - (found.isInQuotes ? 1 : 0)), before.count)
    let nameStart = dottedNameStart(in: before)
    guard nameStart < start, !found.isInQuotes else { return (found.expected, start) }
    // The catalog treats a name with dots (`checkout.sessions`) as one name, so it is completed as
    // a whole.
    let whole = Parser.expectations(at: nameStart, in: source).expected
    let names = whole.filter { expectation in
      if case .object = expectation { true } else { false }
    }
    // Where a field is possible too, its record is written already.
    let isPath =
      !found.expected.isEmpty
      && whole.contains { expectation in
        if case .field = expectation { true } else { false }
      }
    return names.isEmpty || isPath ? (found.expected, start) : (names, nameStart)
  }

  /// Returns the offset at which the dotted name at the end of a text begins.
  private static func dottedNameStart(in text: [UInt8]) -> Int {
    let length = text.reversed().prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      case _: false
      }
    }
    return text.count - length.count
  }
}
