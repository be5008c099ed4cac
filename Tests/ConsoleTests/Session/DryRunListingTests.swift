import Diagnostics
import JSON
import Testing

@testable import Console

/// What a dry run shows to a person, and to a program.
@Suite struct DryRunListingTests {
  private static let shop = """
    let a = create customer { name: "Ann Lee", email: "ann@example.com" }
    let b = create customer { name: "Bo", metadata: { vip: "no" } }

    """

  private func source(_ text: String) -> SourceText { SourceText(name: "test", text: text) }

  /// What is printed by a text over two customers.
  private func shown(
    _ text: String, isTerminal: Bool = true, format: String? = nil
  ) async throws -> (output: String, messages: String, sent: [String]) {
    let place = try TestPlace(isTerminal: isTerminal)
    let session = place.session()
    let settings = format.map { "set format = \($0)\n" } ?? ""
    #expect(await session.run([source(Self.shop + settings + "set dry_run = true")]) == 0)
    let (before, sentBefore) = (place.output.text, place.transport.lines.count)
    #expect(await session.run([source(text)]) == 0, "\(place.messages.text)")
    let output = place.output.text.dropFirst(before.count)
      .replacing(/cus_\w+/, with: "cus_1")
    return (String(output), place.messages.text, Array(place.transport.lines[sentBefore...]))
  }

  @Test func `an update lists what changes for whom`() async throws {
    let shown = try await shown(
      #"update customers where true { name: "Anne", metadata: { vip: "yes" } }"#)
    #expect(
      shown.output == """
        update customer cus_1 (Bo)
          name: "Bo" → "Anne"
          metadata.vip: "no" → "yes"
        update customer cus_1 (Ann Lee, ann@example.com)
          name: "Ann Lee" → "Anne"
          metadata.vip: (none) → "yes"

        """)
    #expect(shown.messages == "dry run: 2 requests\n")
    #expect(!shown.sent.contains { $0.hasPrefix("POST") })
  }

  @Test func `an update by id reads the object it changes`() async throws {
    let shown = try await shown(#"update customer $a.id { name: "Ann Lee", email: null }"#)
    #expect(
      shown.output == """
        update customer cus_1 (Ann Lee, ann@example.com)
          name: "Ann Lee" (unchanged)
          email: "ann@example.com" → (none)

        """)
    #expect(shown.sent.count == 1)
    #expect(shown.sent.allSatisfy { $0.hasPrefix("GET") })
  }

  @Test func `a creation lists its fields, a deletion what it means`() async throws {
    let created = try await shown(#"create customers from [{ name: "Cy" }]"#)
    #expect(created.output == "create customer\n  name: \"Cy\"\n")
    let deleted = try await shown("delete customer $b.id")
    #expect(deleted.output == "delete customer cus_1 (Bo)\n  deleting cannot be undone\n")
  }

  @Test func `of many rows the first are listed`() async throws {
    let rows = (1...60).map { "{ name: \"n\($0)\" }" }.joined(separator: ", ")
    let shown = try await shown("create customers from [\(rows)]")
    #expect(shown.output.hasSuffix("  name: \"n50\"\n… and 10 more\n"))
  }

  @Test(arguments: [(false, nil), (true, "ndjson")] as [(Bool, String?)])
  func `to a program all are requests`(isTerminal: Bool, format: String?) async throws {
    let shown = try await shown(
      #"update customers where name = "Bo" { name: "B" }"#, isTerminal: isTerminal,
      format: format)
    #expect(
      shown.output
        == #"{"method":"POST","path":"/v1/customers/cus_1","parameters":{"name":"B"}}"# + "\n")
  }

  @Test(arguments: [
    (#"update customers where name = "zz" { name: "B" }"#, "No customers matched"),
    ("delete customers from []", "The list has no rows"),
  ])
  func `nothing to write is said`(text: String, reason: String) async throws {
    let shown = try await shown(text)
    #expect(shown.messages == "dry run: \(reason); nothing to write.\n")
  }
}
