import JSON
import Testing

@Suite struct MutationTests {
  private static let seeds = [
    #"{"id":"in_1","total":-1.50e+3,"a":[true,false,null,{"b":[]}],"é\u00e9\"":"😀\\ x"}"#,
    "{\n  \"object\": \"list\",\n  \"data\": [\n    {\n      \"amount\": 100\n    }\n  ]\n}\n",
    #"["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"bbbbbbbbbbbbbbb","\ud83d\ude00",0,10,-0.1]"#,
  ].map { Array($0.utf8) }

  private static let tokens = Array("{}[]\",:\\ \n\t0123456789.-+eEtruefalsnu/".utf8)

  private func mutated(_ bytes: [UInt8], using random: inout RandomNumbers) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let token = Self.tokens.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = token
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(token, at: place)
      case 3: bytes.remove(at: place)
      case 4: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<3)
  func acceptsWhatTheGrammarAccepts(seed: Int) {
    var random = RandomNumbers(seed: UInt64(seed))
    var accepted = 0
    for _ in 0..<6000 {
      let bytes = mutated(Self.seeds[seed], using: &random)
      let raw = try? RawJSON(parsing: bytes)
      let value = try? JSONValue(parsing: bytes)
      let isJSON = ReferenceReader.accepts(bytes)
      let document = try? JSONDocument(parsing: bytes)
      guard (raw != nil) == isJSON, (value != nil) == isJSON, (document != nil) == isJSON else {
        Issue.record("wrong about \(String(decoding: bytes, as: UTF8.self))")
        continue
      }
      guard let raw, let value else { continue }
      accepted += 1
      walk(raw, value)
      if (try? JSONValue(parsing: raw.compact)) != value {
        Issue.record("compaction changed \(String(decoding: bytes, as: UTF8.self))")
      }
      if document?.root.compact != raw.compact {
        Issue.record("reading changed \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(accepted > 100)
  }

  /// Every part of the raw value must be the same part of the parsed one.
  private func walk(_ raw: RawJSON, _ value: JSONValue) {
    switch value {
    case .object(let object):
      #expect(raw.members.map(\.key) == object.keys)
      for (part, member) in zip(raw.members, object.members) { walk(part.value, member.value) }
    case .array(let elements):
      #expect(raw.elements.count == elements.count)
      for (part, element) in zip(raw.elements, elements) { walk(part, element) }
    case .string(let text):
      #expect(raw.string == text && raw.stringEquals(text))
    case .number(let number):
      #expect(raw.numberText == number.text && raw.integer == number.integer)
    case .bool(let bool):
      #expect(raw.bool == bool)
    case .null:
      #expect(raw.isNull)
    }
  }

  @Test func findsEveryTruncation() throws {
    for seed in Self.seeds {
      let whole = try RawJSON(parsing: seed)
      let last = whole.byteCount
      for length in 0..<last {
        #expect(throws: JSONError.self) { try RawJSON(parsing: Array(seed.prefix(length))) }
      }
    }
  }
}
