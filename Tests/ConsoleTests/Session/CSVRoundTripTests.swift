import Foundation
import JSON
import Testing

@testable import Console

/// What `--format csv` writes is what `from "x.csv"` reads.
@Suite struct CSVRoundTripTests {
  private static let texts = [
    "plain", "a, b", #"the "best" one"#, "two\nlines", "two\r\nlines", "  blanks around  ", "007",
    "1e5", "'single'", ";semi;colons", "tab\tbed", "null", "true", "[1, 2]", #"{"a": 1}"#, "=1+1",
    "żółw 🐢", "\u{FEFF}mark", "a\"b,\"c\"\n\"",
  ]

  private static let columns = "name, description, phone, metadata, preferred_locales, address"

  /// The customers of a place, oldest first, without what each place makes up itself.
  private func customers(_ place: TestPlace, format: JSONValue) async throws -> String {
    let before = place.output.text.count
    let query = "query customers select \(Self.columns) order by metadata.number, created asc"
    let code = await place.run(query, settings: [.format: format])
    #expect(code == 0, "\(place.messages.text)")
    return String(place.output.text.dropFirst(before))
  }

  @Test func `every text comes back as it was`() async throws {
    let rows = Self.texts.enumerated().map { number, text -> JSONValue in
      [
        "name": .string(text), "description": .string(String(text.reversed())),
        "phone": number % 2 == 0 ? "0049" : nil,
        "metadata": ["number": .string(String(number + 100)), "the.key": .string(text)],
        "locales": number % 3 == 0 ? ["en", "de"] : nil,
        "address": ["city": .string(text), "line1": "01"],
      ]
    }
    let first = try TestPlace()
    let body = """
      create customers from $rows {
        name: $row.name, description: $row.description, phone: $row.phone,
        metadata: $row.metadata, preferred_locales: $row.locales, address: $row.address
      }
      """
    let made = await first.run(body, variables: ["rows": .array(rows)])
    #expect(made == 0, "\(first.messages.text)")
    let csv = try await customers(first, format: "csv")
    let path = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString).csv").path
    try Data(csv.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let second = try TestPlace()
    let reading = body.replacing("$rows", with: "\"\(path)\"")
      .replacing("$row.locales", with: "$row.preferred_locales")
    let read = await second.run(reading)
    #expect(read == 0, "\(second.messages.text)")
    let expected = try await customers(first, format: "ndjson")
    #expect(expected.split(separator: "\n").count == Self.texts.count)
    #expect(try await customers(second, format: "ndjson") == expected)
  }
}
