import Analysis
import JSON
import Presentation
import Testing

@testable import Console

@Suite struct OutputForPeopleTests {
  /// A place with two charges of a customer, in dollars and in yen.
  private static func place(isTerminal: Bool = false) async throws -> TestPlace {
    let place = try TestPlace(isTerminal: isTerminal)
    let code = await place.run(
      """
      let c = create customer { name: "Ann", source: "tok_visa" }
      create charge { amount: 56649, currency: "usd", customer: $c.id }
      create charge { amount: 12400, currency: "jpy", customer: $c.id }
      """)
    #expect(code == 0, "\(place.messages.text)")
    return place
  }

  private static func lines(
    _ statement: String, _ settings: [Setting: JSONValue], isTerminal: Bool = false
  ) async throws -> [String] {
    let place = try await place(isTerminal: isTerminal)
    let before = place.lines.count
    #expect(await place.run(statement, settings: settings) == 0, "\(place.messages.text)")
    return Array(place.lines[before...])
  }

  private static let amounts = "query charges select amount order by amount"

  @Test func `money is shown by a currency that is not selected`() async throws {
    #expect(
      try await Self.lines(Self.amounts, [.format: "table"])
        == [" amount", "───────", "¥12,400", "$566.49"])
    #expect(
      try await Self.lines(
        "query charges group by currency select sum(amount) order by sum_amount",
        [.format: "table"])
        == ["sum_amount", "──────────", "   ¥12,400", "   $566.49"])
  }

  @Test func `other programs get the rows as they are selected`() async throws {
    #expect(
      try await Self.lines(Self.amounts, [:]) == [#"{"amount":12400}"#, #"{"amount":56649}"#])
    #expect(try await Self.lines(Self.amounts, [.format: "csv"]) == ["amount", "12400", "56649"])
    #expect(
      try await Self.lines(Self.amounts, [.format: "csv", .money: "decimal"])
        == ["amount", "12400", "566.49"])
  }

  @Test func `sums, differences and counts are what they are`() async throws {
    let statement = """
      query charges where currency = "usd" select amount - amount_refunded as kept, \
      amount / 100 as whole, created
      """
    let rows = try await Self.lines(
      statement, [.format: "table", .timeZone: "Europe/Berlin"])
    #expect(rows.last?.hasPrefix("$566.49  566.49  2026-05-28 22:") == true, "\(rows)")
    let counted = try await Self.lines(
      "query charges group by currency select currency, count(), max(created) as last",
      [.format: "csv", .dates: "iso"])
    #expect(counted.last?.contains(",1,2026-05-28T20:") == true, "\(counted)")
  }

  @Test func `a group of several currencies has no money`() async throws {
    let rows = try await Self.lines(
      "query charges group by amount select amount order by amount", [.format: "table"])
    #expect(rows == ["amount", "──────", " 12400", " 56649"])
  }

  @Test func `a person is told how many rows there were`() async throws {
    let place = try await Self.place(isTerminal: true)
    #expect(await place.run("query charges select id; query charges where amount = 1") == 0)
    let counts = place.messages.text.split(separator: "\n").filter { $0.hasPrefix("(") }
    #expect(counts == ["(2 rows, 1 request, 0 ms)", "(0 rows, 1 request, 0 ms)"])
    let quiet = try await Self.place(isTerminal: true)
    #expect(await quiet.run("query charges select id", settings: [.quiet: "true"]) == 0)
    #expect(!quiet.messages.text.contains("rows"))
  }

  @Test func `settings are reset by default`() async throws {
    let rows = try await Self.lines(
      """
      set format = csv
      \(Self.amounts)
      set format = default
      set output = "x.csv"
      \(Self.amounts)
      set output = default
      \(Self.amounts)
      """, [:])
    #expect(rows == ["amount", "12400", "56649", #"{"amount":12400}"#, #"{"amount":56649}"#])
  }

  @Test func `a file's ending chooses its format`() async throws {
    let place = try await Self.place()
    #expect(await place.run(Self.amounts, settings: [.output: "x.csv"]) == 0)
    #expect(place.file("x.csv") == "amount\n12400\n56649\n")
    #expect(await place.run(Self.amounts, settings: [.output: "x.csv", .format: "ndjson"]) == 0)
    #expect(place.file("x.csv").hasPrefix("{") == true)
    #expect(await place.run(Self.amounts, settings: [.output: "x.html"]) == 0)
    #expect(place.file("x.html").contains("<title>query charges select amount"))
  }
}
