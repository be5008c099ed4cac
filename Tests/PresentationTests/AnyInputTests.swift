import Diagnostics
import JSON
import Presentation
import Testing

/// Whatever comes in, output stays inside its bounds and its syntax.
@Suite struct AnyInputTests {
  /// The same numbers in every run (a linear congruential generator, its high half).
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      (high() << 32) | high()
    }

    private mutating func high() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 32
    }
  }

  private static let keys = ["id", "name", "total", "a.b", "", "日本", "x\u{1B}", "status", "k,\""]
  private static let texts = [
    "", "plain", "two\nlines", "tab\t", "\u{1B}[2J", "日本語 😀👩‍👩‍👧", "\"q\",\r", "\u{202E}", "|*\\`",
    String(repeating: "long ", count: 30),
  ]

  private static func value(_ depth: Int, _ dice: inout Dice) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &dice) {
    case 0: return .null
    case 1: return .bool(.random(using: &dice))
    case 2: return .number(JSONNumber(validated: "-1.50e10"))
    case 3: return .integer(.random(in: -99_999...99_999, using: &dice))
    case 4, 5: return .string(texts.randomElement(using: &dice) ?? "")
    case 6:
      return .array((0..<Int.random(in: 0...3, using: &dice)).map { _ in value(depth - 1, &dice) })
    default:
      let members = keys.shuffled(using: &dice).prefix(Int.random(in: 0...6, using: &dice))
      return .object(JSONObject(members.map { JSONMember($0, value(depth - 1, &dice)) }))
    }
  }

  private static func written(
    _ rows: [JSONValue], _ format: OutputFormat, _ options: OutputOptions
  ) throws -> String {
    let sink = MemorySink()
    var writer = format.writer(into: sink, options: options)
    for row in rows { try writer.write(.computed(row)) }
    try writer.finish()
    return sink.text
  }

  @Test func terminalsAreNeverSteeredNorOverrun() throws {
    var dice = Dice(state: 7)
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 1...4, using: &dice)).map { _ in Self.value(3, &dice) }
      let width = Int.random(in: 1...60, using: &dice)
      for format in OutputFormat.allCases {
        let options = OutputOptions(width: width, isTerminal: true)
        let text = try Self.written(rows, format, options)
        let unsafe = text.unicodeScalars.filter {
          $0.properties.generalCategory == .control && !"\r\n\t".unicodeScalars.contains($0)
            || $0 == "\u{202E}"
        }
        #expect(unsafe.isEmpty)
        guard format == .table else { continue }
        let lines = text.split(separator: "\n")
        // Only a number may stand out of a window that is too narrow for it.
        let isTooWide = lines.contains { DisplayWidth.of($0) > max(width, 8) }
        #expect(!isTooWide)
      }
    }
  }

  @Test func jsonComesBackAsItWas() throws {
    var dice = Dice(state: 8)
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 0...4, using: &dice)).map { _ in Self.value(3, &dice) }
      for isTerminal in [false, true] {
        let options = OutputOptions(isTerminal: isTerminal)
        let array = try Self.written(rows, .json, options)
        #expect(try JSONValue(parsing: array) == .array(rows))
        let lines = try Self.written(rows, .ndjson, options).split(separator: "\n")
        #expect(try lines.map { try JSONValue(parsing: String($0)) } == rows)
      }
    }
  }

  @Test func everyLineOfACSVHasTheSameNumberOfFields() throws {
    var dice = Dice(state: 9)
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 1...4, using: &dice)).map { _ in Self.value(3, &dice) }
      let records = Self.records(try Self.written(rows, .csv, OutputOptions()))
      #expect(Set(records.map(\.count)).count <= 1)
      #expect(records.isEmpty || records.count == rows.count + 1)
      let tabs = try Self.written(rows, .tsv, OutputOptions()).split(separator: "\n")
      #expect(Set(tabs.map { $0.filter { $0 == "\t" }.count }).count <= 1)
    }
  }

  /// Reads what RFC 4180 describes.
  private static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = [""]
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      case "\n" where !isQuoted:
        records.append(fields)
        fields = [""]
      default: fields[fields.count - 1].unicodeScalars.append(scalar)
      }
    }
    return records
  }

  @Test func diagnosticsStandAnySpanInAnyText() {
    var dice = Dice(state: 10)
    for _ in 0..<2000 {
      let parts = Self.texts + ["\r\n", "\n\n", "é"]
      let text = (0..<3).map { _ in parts.randomElement(using: &dice) ?? "" }.joined()
      let start = Int.random(in: -3...(text.utf8.count + 3), using: &dice)
      let end = Int.random(in: start...(start + 40), using: &dice)
      let source = SourceText(name: "-e", text: text)
      let diagnostic = Diagnostic(.syntax, "wrong", at: Span(start, end), in: source)
      let width = Int.random(in: 30...60, using: &dice)
      let lines = DiagnosticRenderer(width: width).text(diagnostic).split(separator: "\n")
      #expect(lines.count == (text.isEmpty ? 2 : 5))
      #expect(lines.dropFirst(2).allSatisfy { DisplayWidth.of($0) <= width + 1 })
      _ = DiagnosticRenderer.json(diagnostic)
    }
  }
}
