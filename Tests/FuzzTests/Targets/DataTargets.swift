import Diagnostics
import JSON

@testable import AccountConfiguration
@testable import Execution
@testable import Prompt
@testable import Undo

extension FuzzTarget {
  /// The scanner and the parser read the same of the same bytes.
  static let json = FuzzTarget(
    "json",
    corpus: Corpus.objects + [
      #"[1, -0.5e+10, "a\u00e9\ud83d\ude00\n", true, null, {}]"#, #"{"a": {"b": [[], [{}]]}}"#,
      " \n[\t1 ,\r2 ] ", #""\ud800""#, "-", "1e400", #"{"a":1,"a":2}"#,
    ],
    dictionary: [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\udE00", "null", "true", "\"\"",
      "-", "e", "1e5", "  ", "        ", "\n", "[[", "{\"a\":", "\"long text with no quote\"",
    ]
  ) { input, _ in
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: input)
    } catch {
      let isRefused =
        (try? RawJSON(parsing: input)) == nil && (try? JSONDocument(parsing: input)) == nil
      try promise(isRefused, "the scanner takes nothing that the parser refuses")
      try promise((0...input.count).contains(error.offset), "a problem is inside the text")
      return kind(of: error.reason)
    }
    let raw = try RawJSON(parsing: input)
    try holdAlike(raw, value)
    let compact = try JSONValue(parsing: value.compact)
    try promise(compact == value, "what is written is what was read")
    try promise(RawJSON(parsing: raw.compact).value == value, "compacting changes no value")
    let document = try JSONDocument(parsing: input)
    try promise(document.root.compact == raw.compact, "a document is the compact value")
    try promise(
      document.members.map(\.value.compact) == raw.members.map(\.value.compact),
      "a document has the members of the value")
    try promise(
      document.members.flatMap { document.elements(of: $0.value).map(\.compact) }
        == raw.members.flatMap { $0.value.elements.map(\.compact) },
      "a document has the elements of the value's members")
    var indented: [UInt8] = []
    raw.appendIndented(to: &indented, indent: 0)
    try promise(JSONValue(parsing: indented) == value, "indenting changes no value")
    return "\(raw.kind) \(min(raw.members.count + raw.elements.count, 12))"
  }

  static let csv = rows(
    "csv", .csv,
    corpus: [
      "email,metadata.tier\na@b.c,gold\n", "a;b\r\n1,5;2\r\n\r\n3;4",
      "\u{FEFF}a,b\n\"x,y\",\"\"\"\"\n",
      "a,b\n\"two\nlines\",z\n\"open\n", "a\tb\n1\t2\n", "a,a,a.b\n1,2,3\n", "a,b\n1\n1,2,3\n,\n",
    ],
    dictionary: [",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", ".", "a.b.c", "\",\"", "\"\n\""])

  static let ndjson = rows(
    "ndjson", .ndjson,
    corpus: Corpus.objects + [
      "{\"a\":1}\r\n\n  \t\n{\"b\": [2, null]}\n\"x\"", "\u{FEFF}{}\n{\"a\":}\n{\"a\":2}\n",
    ],
    dictionary: ["\n", "\r\n", "{", "}", "\"", "[1]", "{}", "null", "\n\n", " ", "{\"a\":1}\n"])

  static let toml = FuzzTarget(
    "toml",
    corpus: [
      "default_profile = \"acme\"\n\n[profiles.acme]\napi_key_env = \"K\" # c\nread_only = true\n",
      "[[a.b]]\nc = [1, 0x_f, 1e5,\n]\nd = { e.f = '''x''', g = 1979-05-27 07:32:00 }\n",
      "a = \"\"\"\none\\\n  two\\u00e9\"\"\"\n'b c'.\"d\" = -inf\n",
      "x = +1_000\ny = 0b101\nz = nan",
    ],
    dictionary: [
      "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "\"\"\"", "'", "'''", "#", "\n", "\r\n",
      "a = ", "[a]\n", "\\u", "\\U0010FFFF", "0x", "_", "1979-05-27", "T07:32:00", "true", "inf",
    ]
  ) { input, _ in
    let text = String(decoding: input, as: UTF8.self)
    do throws(TOMLError) {
      let table = try TOMLParser.parse(text)
      return "table \(min(table.members.count, 9)) \(table.names.first?.count ?? 0)"
    } catch {
      let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
      try promise((1...lines).contains(error.line), "a problem stands in a line there is")
      return kind(of: error.reason)
    }
  }

  /// Files of rows come in pieces as the system sees fit, and give the same rows.
  private static func rows(
    _ name: String, _ format: RowFormat, corpus: [String], dictionary: [String]
  ) -> FuzzTarget {
    FuzzTarget(name, corpus: corpus, dictionary: dictionary) { input, random in
      let whole = lines(of: input, format) { _ in input.count }
      let most = 1 + random.below(1 << random.below(10))
      var dice = random
      let pieces = lines(of: input, format) { min($0, 1 + dice.below(most)) }
      try promise(whole == pieces, "the same rows, whatever the pieces")
      return "\(min(whole.count, 6)) " + kind(of: whole.last ?? "")
    }
  }

  /// Rows in their compact form, what is wrong with the others, and why it ended.
  private static func lines(
    of input: [UInt8], _ format: RowFormat, piece: @escaping (Int) -> Int
  ) -> [String] {
    var position = 0
    let bytes = ByteReader { most in
      let end = min(input.count, position + min(most, piece(most)))
      defer { position = end }
      return Array(input[position..<end])
    }
    var lines: [String] = []
    do throws(Failure) {
      let reader = try RowReader(bytes, checking: format, name: "a", place: place)
      while let row = try reader.next() {
        switch row {
        case .success(let value): lines.append(value.compact)
        case .failure(let failure): lines.append(failure.message)
        }
      }
    } catch {
      lines.append("ended: " + error.message)
    }
    return lines
  }

  private static let place = Place(source: SourceText(name: "fuzz", text: ""), span: .none)

  private static func holdAlike(_ raw: RawJSON, _ value: JSONValue) throws {
    switch value {
    case .null: try promise(raw.isNull, "null is null")
    case .bool(let bool): try promise(raw.bool == bool, "the same truth")
    case .number(let number):
      try promise(raw.numberText == number.text, "the same text of a number")
      try promise(raw.integer == number.integer, "the same whole number")
    case .string(let text):
      try promise(raw.string == text && raw.stringEquals(text), "the same text")
    case .array(let elements):
      let parts = raw.elements
      try promise(parts.count == elements.count, "the same number of elements")
      for (part, element) in zip(parts, elements) { try holdAlike(part, element) }
      let last = elements.count - 1
      try promise(raw[last]?.value == elements.last, "the element at its position")
    case .object(let object):
      let parts = raw.members
      try promise(parts.map(\.key) == object.keys, "the same names")
      for (part, member) in zip(parts, object.members) { try holdAlike(part.value, member.value) }
      guard let first = object.members.first else { return }
      try promise(raw[first.key]?.value == first.value, "the member by its name")
    }
  }
}
