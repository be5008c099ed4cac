import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

/// How failures of a job's rows are told: each kind once in full, and where the others are.
@Suite struct BulkFailureTests {
  private func list(_ count: Int) -> JSONValue {
    .array((1...count).map { ["id": .string("cus_x\($0)"), "name": .string("n\($0)")] })
  }

  private func run(
    _ text: String, policy: String = "continue", variables: [String: JSONValue] = [:]
  ) async throws -> (code: Int32, messages: String, lines: [String]) {
    let place = try TestPlace()
    let code = await place.run(
      text, settings: [.onError: .string(policy)], variables: variables)
    return (code, place.messages.text, place.lines)
  }

  @Test func `rows that fail alike are reported once and counted`() async throws {
    let (code, messages, _) = try await run(
      "update customers from $rows", variables: ["rows": list(12)])
    #expect(code == 3)
    #expect(messages.ranges(of: "error:").count == 1)
    #expect(messages.hasPrefix("error: row 1: No such customer: 'cus_x1'\n"))
    #expect(
      messages.contains(
        "12 rows failed alike (No such customer: 'cus_x1'): row 1 (n1), 2, 3, 4 and 8 more\n"))
    #expect(messages.contains("0 done, 12 failed\n"))
  }

  @Test func `rows that fail in different ways are reported one by one`() async throws {
    let rows: JSONValue = [
      ["id": "cus_x1"], ["id": "cus_x2", "nmae": "a"], ["id": "cus_x3", "emial": "a"],
    ]
    let (code, messages, _) = try await run(
      "update customers from $rows", variables: ["rows": rows])
    #expect(code == 3)
    #expect(messages.ranges(of: "error:").count == 3)
    #expect(!messages.contains("failed alike"))
  }

  @Test func `bad rows that are alike are grouped before anything is sent`() async throws {
    let rows = JSONValue.array((1...20).map { ["id": .string("cus_\($0)"), "nmae": "a"] })
    let (code, messages, _) = try await run(
      "update customers from $rows", policy: "stop", variables: ["rows": rows])
    #expect(code == 2)
    #expect(messages.contains("20 rows failed alike ("))
    #expect(messages.contains("20 rows of 20 cannot be written; nothing was sent"))
    #expect(messages.ranges(of: "error:").count == 2)
  }

  @Test func `under emit each row has its document and no line beside them`() async throws {
    let (code, messages, lines) = try await run(
      "update customers from $rows", policy: "emit", variables: ["rows": list(3)])
    #expect(code == 3)
    #expect(lines.count == 3)
    #expect(try JSONValue(parsing: lines[2])["row"] == 3)
    #expect(messages == "0 done, 3 failed\n")
  }

  @Test func `matching rows that fail are named by their ids`() async throws {
    let transport = AnsweringTransport { request in
      guard request.method == .get else {
        return AnsweringTransport.json(
          400, #"{"error":{"type":"card_error","code":"x","message":"Declined"}}"#)
      }
      return AnsweringTransport.json(
        200,
        #"{"object":"list","has_more":false,"data":[{"id":"cus_1","object":"customer","name":"A"},"#
          + #"{"id":"cus_2","object":"customer","name":"A"}]}"#)
    }
    let place = try TestPlace(transport)
    let code = await place.run(
      #"update customers where name = "A" { phone: "1" }"#, settings: [.onError: "continue"])
    #expect(code == 3)
    #expect(place.messages.text.hasPrefix("error: cus_1: Declined\n"))
    #expect(place.messages.text.contains("2 rows failed alike (Declined): cus_1, cus_2\n"))
  }
}
