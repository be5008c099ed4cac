import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Taxes that were collected, and given back.
@Suite struct TaxTransactionTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  /// Lines of 10.00 and 5.00 and shipping of 2.00, each with 19 %: 2023 in all.
  private func calculation() async throws -> String {
    try await client.post(
      "/v1/tax/calculations",
      [
        "currency": "eur", "customer_details": ["address": ["country": "DE"]],
        "line_items": [
          ["amount": 1000, "reference": "tea", "metadata": ["leaf": "green"]],
          ["amount": 500, "reference": "cup"],
        ],
        "shipping_cost": ["amount": 200],
      ]
    ).id
  }

  private func transaction(_ more: JSONObject = [:]) async throws -> JSONObject {
    var parameters: JSONObject = [
      "calculation": .string(try await calculation()), "reference": "order",
      "expand": ["line_items"],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/tax/transactions/create_from_calculation", parameters)
  }

  private func reversal(_ id: String, _ parameters: JSONObject) -> JSONObject {
    var all: JSONObject = ["original_transaction": .string(id), "expand": ["line_items"]]
    for member in parameters.members { all[member.key] = member.value }
    return all
  }

  private func reverse(_ id: String, _ parameters: JSONObject) async throws -> JSONObject {
    try await client.post("/v1/tax/transactions/create_reversal", reversal(id, parameters))
  }

  private func refusal(_ id: String, _ parameters: JSONObject) async throws -> APIError {
    try await client.refusal(
      .post, "/v1/tax/transactions/create_reversal", reversal(id, parameters))
  }

  private func amounts(_ transaction: JSONObject) -> [[Int]] {
    (transaction["line_items"]?["data"]?.array ?? []).map { line in
      ["amount", "amount_tax"].map { line[$0]?.integer ?? 0 }
    }
  }

  @Test func `a transaction keeps what was calculated`() async throws {
    let made = try await transaction(["metadata": ["shop": "north"]])
    #expect(made["type"] == "transaction" && made["reference"] == "order")
    #expect(made["reversal"] == .null && made["posted_at"]?.integer == client.time.now)
    #expect(made["metadata"] == ["shop": "north"])
    #expect(made["shipping_cost"]?["amount_tax"] == 38)
    #expect(made["customer_details"]?["address"]?["country"] == "DE")
    let lines = try await client.rows("/v1/tax/transactions/\(made.id)/line_items")
    #expect(lines.map { $0["amount_tax"] } == [190, 95])
    #expect(lines.map { $0["reference"] } == ["tea", "cup"])
    #expect(lines.first?["metadata"] == ["leaf": "green"])
    let read = try await client.get("/v1/tax/transactions/\(made.id)")
    #expect(read["line_items"] == nil && read["id"] == made["id"])
  }

  @Test func `a calculation and a reference are used once`() async throws {
    let calculation = try await calculation()
    _ = try await transaction(["calculation": .string(calculation)])
    let path = "/v1/tax/transactions/create_from_calculation"
    let again = try await client.refusal(
      .post, path, ["calculation": .string(calculation), "reference": "other"])
    #expect(again.param == "calculation")
    let other = try await self.calculation()
    let taken = try await client.refusal(
      .post, path, ["calculation": .string(other), "reference": "order"])
    #expect(taken.param == "reference")
    let future = try await client.refusal(
      .post, path,
      [
        "calculation": .string(other), "reference": "other",
        "posted_at": .integer(client.time.now + 60),
      ])
    #expect(future.param == "posted_at")
    _ = try await client.post(path, ["calculation": .string(other), "reference": "other"])
  }

  @Test func `all is given back once`() async throws {
    let made = try await transaction()
    let reversed = try await reverse(made.id, ["mode": "full", "reference": "refund"])
    #expect(reversed["type"] == "reversal")
    #expect(reversed["reversal"]?["original_transaction"] == .string(made.id))
    #expect(amounts(reversed) == [[-1000, -190], [-500, -95]])
    #expect(reversed["shipping_cost"]?["amount"] == -200)
    #expect(reversed["shipping_cost"]?["amount_tax"] == -38)
    let line = reversed["line_items"]?["data"]?[0]
    #expect(
      line?["reversal"]?["original_line_item"] == made["line_items"]?["data"]?[0]?["id"])
    #expect(try await refusal(made.id, ["mode": "full", "reference": "r2"]).status == 400)
    let of = try await refusal(reversed.id, ["mode": "full", "reference": "r3"])
    #expect(of.message.contains("does not reverse reversals"))
    let taken = try await refusal(made.id, ["mode": "full", "reference": "refund"])
    #expect(taken.param == "reference" || taken.param == "original_transaction")
  }

  @Test func `a flat amount is spread over all parts`() async throws {
    let made = try await transaction()
    // 1190, 595 and 238 of 2023: 1000 is 588.2, 294.1 and 117.6; up to each 588, 882 and 1000.
    let first = try await reverse(
      made.id, ["mode": "partial", "flat_amount": -1000, "reference": "a"])
    // The taxes are 588 × 190 / 1190 = 93.9, 294 × 95 / 595 = 46.9 and 118 × 38 / 238 = 18.8.
    #expect(amounts(first) == [[-494, -94], [-247, -47]])
    #expect(first["shipping_cost"]?["amount"] == -99)
    #expect(first["shipping_cost"]?["amount_tax"] == -19)
    let rest = try await reverse(
      made.id, ["mode": "partial", "flat_amount": -1023, "reference": "b"])
    #expect(amounts(rest) == [[-506, -96], [-253, -48]])
    #expect(rest["shipping_cost"]?["amount"] == -101)
    let more = try await refusal(
      made.id, ["mode": "partial", "flat_amount": -1, "reference": "c"])
    #expect(more.param == "flat_amount")
  }

  @Test func `lines are given back as far as they were sold`() async throws {
    let made = try await transaction()
    let id = made["line_items"]?["data"]?[1]?["id"] ?? nil
    let line: JSONObject = [
      "original_line_item": id, "amount": -300, "amount_tax": -57, "reference": "L2",
      "quantity": 1,
    ]
    let reversed = try await reverse(
      made.id,
      [
        "mode": "partial", "reference": "a", "line_items": [.object(line)],
        "shipping_cost": ["amount": -200, "amount_tax": -38],
      ])
    #expect(amounts(reversed) == [[-300, -57]])
    #expect(reversed["line_items"]?["data"]?[0]?["reference"] == "L2")
    #expect(reversed["shipping_cost"]?["amount"] == -200)
    let tooMuch = try await refusal(
      made.id, ["mode": "partial", "reference": "b", "line_items": [.object(line)]])
    #expect(tooMuch.message.contains("left of it: 200, and 38 of tax"))
    let full = try await refusal(made.id, ["mode": "full", "reference": "b"])
    #expect(full.message.contains("in whole or in part"))
  }

  private static let refused: [(JSONObject, String)] = [
    (["mode": "partial"], "line_items"),
    (["mode": "full", "flat_amount": -1], "flat_amount"),
    (["mode": "partial", "flat_amount": 1], "flat_amount"),
    (["mode": "partial", "flat_amount": -2024], "flat_amount"),
    (
      ["mode": "partial", "flat_amount": -1, "shipping_cost": ["amount": -1, "amount_tax": 0]],
      "flat_amount"
    ),
    (
      [
        "mode": "partial",
        "line_items": [
          ["original_line_item": "li_x", "amount": -1, "amount_tax": 0, "reference": "x"]
        ],
      ], "line_items[0][original_line_item]"
    ),
  ]

  @Test(arguments: refused)
  func `what cannot be given back is refused`(parameters: JSONObject, param: String)
    async throws
  {
    var all = parameters
    all["reference"] = "r"
    let error = try await refusal(transaction().id, all)
    #expect(error.status == 400 && error.param == param, "\(error.message)")
  }
}
