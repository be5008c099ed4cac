import GRDB
import Testing

@testable import SandboxStore

/// What the search index finds, against looking at every object.
@Suite struct SearchIndexTests {
  private static let schema = SearchSchema(
    type: "toy",
    fields: [
      SearchedField(name: "color", kind: .token), SearchedField(name: "name", kind: .text),
      SearchedField(name: "price", kind: .number), SearchedField(name: "metadata", kind: .map),
    ])

  /// Numbers without a pattern that are the same in every run.
  private struct Dice {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private struct Toy: Sendable {
    let place: ListPlace
    let color: String?
    let name: String
    let price: Int
    let key: String?

    var fields: IndexedFields {
      var fields = IndexedFields()
      if let color { fields.append("color", color) }
      fields.append("name", name)
      fields.append("price", String(price), .number)
      if let key { fields.append("metadata.Key 1", key) }
      return fields
    }
  }

  private static func toy(_ place: ListPlace, _ dice: inout Dice) -> Toy {
    let words = ["Red", "tin", "Soldier", "of", "Äpfel_1", "a-b", "ox"]
    let name = (0...dice.below(4)).map { _ in words[dice.below(words.count)] }
    return Toy(
      place: place, color: [nil, "Blue", "green light", "\"_"][dice.below(4)],
      name: name.joined(separator: " "),
      price: [-300, 0, 15, 16, 255, 4_096, 99_999][dice.below(7)] + dice.below(3),
      key: [nil, nil, "x", "y"][dice.below(4)])
  }

  private static let questions: [(SearchExpression, @Sendable (Toy) -> Bool)] = [
    (schema.equals("color", "BLUE"), { $0.color == "Blue" }),
    (.not(schema.equals("color", "Blue")), { $0.color != "Blue" }),
    (schema.equals("color", "\"_"), { $0.color == "\"_" }),
    (schema.isAbsent("color"), { $0.color == nil }),
    (schema.isPresent("color"), { $0.color != nil }),
    (schema.contains("name", "d tin sol"), { $0.name.lowercased().contains("d tin sol") }),
    (schema.contains("name", "ÄPF"), { $0.name.contains("Äpf") }),
    (
      schema.hasWords("name", of: "tin soldier"),
      { " \($0.name.lowercased()) ".contains(" tin soldier ") }
    ),
    (schema.hasWords("name", of: "so"), { _ in false }),
    (schema.isNumber("price", in: -299...15), { (-299...15).contains($0.price) }),
    (schema.isNumber("price", in: 16...Int.max), { $0.price >= 16 }),
    (schema.isNumber("price", in: Int.min...(-1)), { $0.price < 0 }),
    (schema.equals("metadata", key: "Key 1", "X"), { $0.key == "x" }),
    (schema.equals("metadata", key: "key 1", "x"), { _ in false }),
    (schema.isAbsent("metadata", key: "Key 1"), { $0.key == nil }),
    (
      .any([schema.isNumber("price", in: 0...1), .not(schema.isPresent("color"))]),
      { (0...1).contains($0.price) || $0.color == nil }
    ),
    (
      .all([schema.contains("name", "tin"), .not(schema.isAbsent("metadata", key: "Key 1"))]),
      { $0.name.contains("tin") && $0.key != nil }
    ),
  ]

  /// With few changes, which all wait, with many, with objects changed and removed since, and with
  /// many that wait because the work that makes them goes on.
  @Test(arguments: [(40, false), (1_500, false), (1_500, true)])
  func itFindsWhatThereIs(count: Int, goesOn: Bool) async throws {
    let store = try ObjectStore(.memory)
    let toys = try Self.fill(store, count, goesOn: goesOn)
    let waiting = try await store.read { try Self.waiting($0.database) }
    #expect((waiting > SearchIndex.waiting) == goesOn)
    let order = toys.sorted {
      ($0.place.sortKey, $0.place.seq) > ($1.place.sortKey, $1.place.seq)
    }
    for (number, question) in Self.questions.enumerated() {
      let expected = order.filter(question.1).map(\.place)
      var selection = Selection(source: .search(type: "toy", question.0), limit: count)
      let whole = selection
      selection.place = order[count / 3].place
      selection.direction = number % 2 == 0 ? .forward : .backward
      let part = selection
      let (all, rest, counted) = try await store.read { transaction in
        let objects = transaction.objects(of: "acct_1")
        return (
          try objects.select(whole).places, try objects.select(part).places,
          try objects.count(whole, upTo: 7)
        )
      }
      #expect(all == expected, "question \(number)")
      #expect(counted == min(7, expected.count), "question \(number)")
      let cut = order[count / 3].place
      let isForward = part.direction == .forward
      #expect(
        rest
          == expected.filter {
            isForward
              ? ($0.sortKey, $0.seq) < (cut.sortKey, cut.seq)
              : ($0.sortKey, $0.seq) > (cut.sortKey, cut.seq)
          }, "question \(number)")
    }
  }

  /// Changes that waited while work went on are taken over when it is done.
  @Test func nothingWaitsOnceTheWorkIsDone() async throws {
    let store = try ObjectStore(.memory)
    _ = try Self.fill(store, 700, goesOn: true)
    try store.writeBlocking { _ in }
    #expect(try await store.read { try Self.waiting($0.database) } == 0)
  }

  private static func waiting(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM search_changes") ?? 0
  }

  private static func fill(_ store: ObjectStore, _ count: Int, goesOn: Bool) throws -> [Toy] {
    var dice = Dice(state: 7)
    var toys: [Toy] = []
    for batch in stride(from: 0, to: count, by: 20) {
      let times = (0..<min(20, count - batch)).map { _ in 1_700_000_000 + dice.below(500) }
      toys += try store.writeBlocking { transaction in
        transaction.goesOn = goesOn
        return try times.map { time in
          let toy = Self.toy(ListPlace(sortKey: time, seq: 0), &dice)
          let seq = try transaction.objects(of: "acct_1").insert(row(toy, number: dice.below(.max)))
          return Self.placed(toy, seq)
        }
      }
    }
    for index in stride(from: 0, to: count, by: 3) {
      let next = Self.toy(toys[index].place, &dice)
      try store.writeBlocking { transaction in
        transaction.goesOn = goesOn
        let objects = transaction.objects(of: "acct_1")
        let old = ObjectTable.Entry(
          place: toys[index].place, parent: nil, fields: toys[index].fields)
        try objects.rewrite(old, as: row(next, number: index), before: [])
      }
      toys[index] = next
    }
    for index in stride(from: count - 1, to: count / 2, by: -5) {
      let toy = toys.remove(at: index)
      try store.writeBlocking { transaction in
        transaction.goesOn = goesOn
        try transaction.objects(of: "acct_1").remove(
          ObjectTable.Entry(place: toy.place, parent: nil, fields: toy.fields), "toy", "toy_1",
          entries: [], schema: schema, stub: nil)
      }
    }
    return toys
  }

  private static func placed(_ toy: Toy, _ seq: Int64) -> Toy {
    Toy(
      place: ListPlace(sortKey: toy.place.sortKey, seq: seq), color: toy.color, name: toy.name,
      price: toy.price, key: toy.key)
  }

  private static func row(_ toy: Toy, number: Int) -> ObjectRow {
    ObjectRow(
      type: "toy", id: "toy_\(number)", parent: nil, sortKey: toy.place.sortKey,
      fields: toy.fields, entries: [], schema: schema, body: StoredBody(shown: []))
  }

  @Test func intervalsCoverARangeAndNothingElse() {
    let edges = [
      Int.min, Int.min + 1, -4_097, -256, -17, -16, -1, 0, 1, 15, 16, 17, 255, 256, 4_095, 4_096,
      1_000_000, 1_700_000_000, Int.max - 1, Int.max,
    ]
    for low in edges {
      for high in edges where low <= high {
        let names = NumberIntervals.covering(low...high)
        #expect(Set(names).count == names.count)
        for number in edges {
          let isFound = !Set(NumberIntervals.around(number)).isDisjoint(with: names)
          #expect(isFound == (low...high).contains(number), "\(number) in \(low)...\(high)")
        }
      }
    }
  }

  /// An object with several of the values of a filter is listed once.
  @Test func severalValuesOfAFilterAreMerged() async throws {
    let store = try ObjectStore(.memory)
    let places = try store.writeBlocking { transaction in
      try (0..<6).map { number in
        var toy = ObjectRow(
          type: "toy", id: "toy_\(number)", parent: nil, sortKey: 100 + number % 3,
          fields: IndexedFields(), entries: [], schema: nil, body: StoredBody(shown: []))
        toy.entries = [IndexEntry(name: "toy.tag", value: "t\(number % 2)")]
        if number == 3 { toy.entries.insert(IndexEntry(name: "toy.tag", value: "t0")) }
        let seq = try transaction.objects(of: "acct_1").insert(toy)
        return ListPlace(sortKey: toy.sortKey, seq: seq)
      }
    }
    let selection = Selection(
      source: .index(name: "toy.tag", values: ["t1", "t0", "t1", "t9"]), limit: 10)
    let (found, count) = try await store.read {
      (
        try $0.objects(of: "acct_1").select(selection).places,
        try $0.objects(of: "acct_1").count(selection, upTo: 10)
      )
    }
    #expect(found == places.sorted { ($0.sortKey, $0.seq) > ($1.sortKey, $1.seq) })
    #expect(count == 6)
  }
}
