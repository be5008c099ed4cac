import Diagnostics
import JSON
import StripeCatalog
import Testing

@testable import Console
@testable import Undo

/// Whatever is updated with a report is as it was after the report's undoing.
@Suite struct UndoRoundTripTests {
  private static let objects = ["customer", "product", "invoice"]

  @Test(arguments: 0..<6, [true, false])
  func `updates are taken back`(seed: Int, isBulk: Bool) async throws {
    var updates = RandomUpdates(seed: seed)
    let place = try TestPlace()
    let session = place.session()
    let made = await session.run([
      SourceText(
        name: "setup",
        text: """
          let c = create customer {
            name: "Ann", description: "first", phone: "1", metadata: { tier: "gold" },
            invoice_settings: { footer: "thanks" },
          }
          create customer {
            name: "Bo", description: "second", phone: "2", address: { city: "Bern", line1: "A 1" },
            invoice_settings: { footer: "bye" }, shipping: { name: "Bo", address: { line1: "x" } },
          }
          create product { name: "Pot", description: "round", images: ["https://example.com/0"] }
          create invoice {
            customer: $c.id, description: "first", footer: "thanks",
            custom_fields: [{ name: "PO", value: "1" }],
          }
          """)
    ])
    try #require(made == 0, "\(place.messages.text)")
    let before = try await state(of: place)
    for object in Self.objects {
      let script = updates.script(of: object, ids: before.ids(of: object), isBulk: isBulk)
      await run(script, at: place, report: "done.ndjson")
      let after = try await state(of: place)
      #expect(after != before, "\(script)")
      let undo = try UndoScript(of: place.file("done.ndjson"), named: "done.ndjson")
      #expect(undo.remains == 0, "\(undo.text)")
      await run(undo.text, at: place, report: "undone.ndjson")
      #expect(try await state(of: place) == before, "\(script)\n\(undo.text)")
    }
  }

  @Test func `a change back is made in the way of the change`() async throws {
    let place = try TestPlace()
    await run(
      """
      let p = create product { name: "P" }
      let a = create price { product: $p.id, currency: "usd", unit_amount: 500,
        lookup_key: "a", recurring: { interval: "month" } }
      let b = create price { product: $p.id, currency: "usd", unit_amount: 700,
        lookup_key: "b", recurring: { interval: "month" } }
      let c = create customer {}
      let s = create subscription { customer: $c.id, collection_method: "send_invoice",
        days_until_due: 5, items: [{ price: $a.id }] }
      """, at: place, report: "setup.ndjson")
    await run(
      """
      let s = retrieve subscription where status = "active"
      let b = retrieve price where lookup_key = "b"
      update subscription_item $s.items.data[0].id { price: $b.id, proration_behavior: "none" }
      """, at: place, report: "done.ndjson")
    let undo = try UndoScript(of: place.file("done.ndjson"), named: "done.ndjson")
    #expect(undo.remains == 0, "\(undo.text)")
    #expect(undo.text.contains("proration_behavior: \"none\""), "\(undo.text)")
    await run(undo.text, at: place, report: "undone.ndjson")
    await run(
      "query subscriptions select items.data.price.lookup_key", at: place, report: "read.ndjson")
    #expect(place.lines.last == #"{"items":{"data":[{"price":{"lookup_key":"a"}}]}}"#)
  }

  private func run(_ script: String, at place: TestPlace, report: String) async {
    let code = await place.run(script, settings: [.report: .string(report)])
    #expect(code == 0, "\(script)\n\(place.messages.text)")
  }

  private func state(of place: TestPlace) async throws -> State {
    let printed = place.lines.count
    let code = await place.run(Self.objects.map { "list \($0)" }.joined(separator: "\n"))
    try #require(code == 0)
    return State(rows: try place.lines.dropFirst(printed).map { try JSONValue(parsing: $0) })
  }

  private struct State: Equatable {
    var rows: [JSONValue]

    init(rows: [JSONValue]) {
      self.rows = rows.map { row in
        // When something was changed last is not taken back.
        var object = row.object ?? [:]
        object["updated"] = nil
        return JSONValue.object(object).sorted
      }
    }

    func ids(of object: String) -> [String] {
      rows.filter { $0["object"]?.string == object }.compactMap { $0["id"]?.string }
    }
  }
}

extension JSONValue {
  /// The same with members in the order of their keys: which key of metadata comes first is no
  /// matter.
  fileprivate var sorted: JSONValue {
    switch self {
    case .object(let object):
      let members = object.members.map { JSONMember($0.key, $0.value.sorted) }
      return .object(JSONObject(members.sorted { $0.key < $1.key }))
    case .array(let elements): return .array(elements.map(\.sorted))
    case .null, .bool, .number, .string: return self
    }
  }
}

/// Updates with values from all corners, as a script.
private struct RandomUpdates {
  private var generator: SeededGenerator

  init(seed: Int) { generator = SeededGenerator(seed: seed) }

  private static let texts = [
    "plain", "${env(\"HOME\")}", "\"quoted\"", "it's", "a\\b", "zwölf €", "# no comment", "{}",
    "two\nlines", "null", "12",
  ]

  /// What an update of each object may set, apart from metadata.
  private static let fields: [String: [String]] = [
    "customer": [
      "name", "description", "phone", "address", "invoice_settings", "balance", "tax_exempt",
      "shipping",
    ],
    "product": ["name", "description", "active", "images"],
    "invoice": ["description", "footer", "auto_advance", "custom_fields"],
  ]

  mutating func script(of object: String, ids: [String], isBulk: Bool) -> String {
    if isBulk {
      return UndoStatement(verb: .update, word: object, ids: ids, body: body(of: object)).text
    }
    return (ids + ids).map { id in
      UndoStatement(verb: .update, word: object, ids: [id], body: body(of: object)).text
    }.joined(separator: "\n")
  }

  private mutating func body(of object: String) -> JSONObject {
    var body: JSONObject = ["metadata": metadata()]
    let update = Catalog.embedded.object(named: object)?.operation(.update)
    for field in Self.fields[object] ?? [] where generator.chance(50) {
      let isClearable = update?.parameter(named: field)?.isClearable ?? false
      body[field] = isClearable && generator.chance(25) ? .null : value(of: field)
    }
    return body
  }

  private mutating func metadata() -> JSONValue {
    var metadata: JSONObject = ["changed": .string("n\(generator.next())")]
    for key in ["tier", "odd key", "${x}"] where generator.chance(50) {
      metadata[key] = generator.chance(25) ? .null : text()
    }
    return .object(metadata)
  }

  private mutating func text() -> JSONValue {
    .string(Self.texts.randomElement(using: &generator) ?? "")
  }

  private mutating func value(of field: String) -> JSONValue {
    switch field {
    case "address": ["city": text(), "line1": text()]
    case "shipping": ["name": "Ann", "address": ["line1": text()]]
    case "invoice_settings": ["footer": text()]
    case "balance": .integer(Int(generator.next() % 1000))
    case "tax_exempt": "exempt"
    case "active", "auto_advance": .bool(generator.chance(50))
    case "images": ["https://example.com/1"]
    case "custom_fields": [["name": "PO", "value": "2"], ["name": "x", "value": "y"]]
    case "name": .string("Cy \(generator.next() % 100)")
    default: text()
    }
  }
}

/// A random source that gives the same numbers for the same seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0xD134_2543_DE82_EF95 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Whether something of that chance, in percent, happens.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
