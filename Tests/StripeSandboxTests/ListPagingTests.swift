import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Pages laid end to end are the list, in both directions, whatever their size.
@Suite struct ListPagingTests {
  let client: SandboxClient
  /// Newest first; of those made in one second the last first.
  private let expected: [String]

  init() async throws {
    client = try SandboxClient()
    let dice = RepeatableDice(7)
    var made: [String] = []
    for number in 0..<57 {
      made.append(try await client.post("/v1/customers", ["name": .string("c\(number)")]).id)
      client.time.advance(dice.below(2))
    }
    expected = made.reversed()
  }

  @Test(arguments: [1, 2, 7, 10, 56, 57, 58, 100])
  func forwards(limit: Int) async throws {
    var walked: [String] = []
    var parameters: JSONObject = ["limit": .integer(limit)]
    while true {
      let page = try await client.get("/v1/customers", parameters)
      let ids = page["data"]?.array?.compactMap { $0["id"]?.string } ?? []
      #expect(ids.count <= limit)
      walked += ids
      guard page["has_more"] == true else { break }
      #expect(ids.count == limit)
      parameters["starting_after"] = .string(ids.last ?? "")
    }
    #expect(walked == expected)
  }

  @Test(arguments: [1, 3, 10, 56, 100])
  func backwards(limit: Int) async throws {
    var walked = [expected.last ?? ""]
    while true {
      let page = try await client.get(
        "/v1/customers",
        ["limit": .integer(limit), "ending_before": .string(walked.first ?? "")])
      walked = (page["data"]?.array?.compactMap { $0["id"]?.string } ?? []) + walked
      guard page["has_more"] == true else { break }
    }
    #expect(walked == expected)
  }

  @Test func theEnvelopeIsStripes() async throws {
    let page = try await client.get("/v1/customers")
    #expect(page["object"] == "list")
    #expect(page["url"] == "/v1/customers")
    #expect(page["has_more"] == true)
    #expect(page["data"]?.array?.count == 10)
    let empty = await client.send(.get, "/v1/coupons")
    #expect(String(decoding: empty.body, as: UTF8.self).contains("\"data\": []"))
  }

  @Test func bothCursorsAtOnceAreRefused() async throws {
    let error = try await client.refusal(
      .get, "/v1/customers",
      ["starting_after": .string(expected[3]), "ending_before": .string(expected[5])])
    #expect(error.status == 400)
  }

  @Test(arguments: ["starting_after", "ending_before"])
  func aCursorThatIsNobodyIsRefused(cursor: String) async throws {
    let error = try await client.refusal(.get, "/v1/customers", [cursor: "cus_none"])
    #expect(error.code == "resource_missing")
    #expect(error.param == cursor)
  }

  @Test func aDeletedObjectIsNoCursorAnyMore() async throws {
    _ = try await client.delete("/v1/customers/\(expected[4])")
    let error = try await client.refusal(
      .get, "/v1/customers", ["starting_after": .string(expected[4])])
    #expect(error.code == "resource_missing")
  }

  @Test func apiV2PagesByAddress() async throws {
    for number in 0..<5 {
      _ = try await client.post("/v2/core/accounts", ["display_name": .string("a\(number)")])
    }
    var target = "/v2/core/accounts?limit=2"
    var names: [String] = []
    for _ in 0..<3 {
      let page = try await client.get(target)
      names += page["data"]?.array?.compactMap { $0["display_name"]?.string } ?? []
      target = page["next_page_url"]?.string ?? ""
    }
    #expect(target.isEmpty)
    #expect(names == ["a4", "a3", "a2", "a1", "a0"])
  }
}
