import JSON
import SandboxTesting
import StripeCatalog
import StripeWire
import Testing

@testable import SandboxSeeding
@testable import StripeSandbox

@Suite struct SearchTests {
  private static let shared = Result { try SeededShop(SeedPlan(seed: 5)) }
  let shop: SeededShop

  init() throws {
    shop = try Self.shared.get()
  }

  struct Query: Sendable, CustomTestStringConvertible {
    let collection: String
    let text: String
    let holds: @Sendable (JSONObject) -> Bool

    init(
      _ collection: String, _ text: String, _ holds: @escaping @Sendable (JSONObject) -> Bool
    ) {
      self.collection = collection
      self.text = text
      self.holds = holds
    }

    var testDescription: String { "\(collection): \(text)" }
  }

  private static func number(_ object: JSONObject, _ name: String) -> Int {
    object[name]?.integer ?? 0
  }

  static let queries: [Query] = [
    Query("invoices", #"status:"draft" AND created>1729598886"#) {
      $0["status"] == "draft" && number($0, "created") > 1_729_598_886
    },
    Query("invoices", #"total>=50000 total<"200000""#) {
      (50_000..<200_000).contains(number($0, "total"))
    },
    Query("invoices", #"-status:"paid""#) { $0["status"] != "paid" },
    Query("invoices", #"status:'void' OR status:'open'"#) {
      $0["status"] == "void" || $0["status"] == "open"
    },
    Query("invoices", #"currency:"USD""#) { $0["currency"] == "usd" },
    Query("invoices", #"number:null"#) { $0["number"] == .null },
    Query("invoices", #"-number:null and currency:"eur""#) {
      $0["number"] != .null && $0["currency"] == "eur"
    },
    Query("invoices", #"metadata["channel"]:"web""#) { $0["metadata"]?["channel"] == "web" },
    Query("invoices", #"-metadata["order"]:null"#) { $0["metadata"]?["order"] != nil },
    Query("customers", #"metadata["tier"]:"GOLD""#) { $0["metadata"]?["tier"] == "gold" },
    Query("customers", #"email:null"#) { $0["email"] == .null },
    Query("customers", #"email~"example.com""#) {
      $0["email"]?.string?.contains("example.com") == true
    },
    Query("customers", #"-email~"EXAMPLE" OR name~"ann""#) {
      $0["email"]?.string?.contains("example") != true
        || $0["name"]?.string?.lowercased().contains("ann") == true
    },
    Query("customers", #"name:"sky and""#) {
      $0["name"]?.string?.lowercased().contains(" sky and ") == true
    },
    Query("products", #"active:"true""#) { $0["active"] == true },
    Query("products", #"shippable:"true""#) { $0["shippable"] == true },
    Query("prices", #"type:"recurring" currency:"usd""#) {
      $0["type"] == "recurring" && $0["currency"] == "usd"
    },
    Query("charges", #"amount>100000 OR refunded:"true""#) {
      number($0, "amount") > 100_000 || $0["refunded"] == true
    },
    Query("charges", #"payment_method_details.card.last4:4242"#) {
      $0["payment_method_details"]?["card"]?["last4"] == "4242"
    },
    Query("payment_intents", #"status:"succeeded" -customer:null"#) {
      $0["status"] == "succeeded" && $0["customer"] != .null
    },
    Query("subscriptions", #"status:"active""#) { $0["status"] == "active" },
  ]

  @Test(arguments: queries)
  func aQueryFindsWhatItSays(_ query: Query) async throws {
    let found = try await shop.search(query.collection, query.text).map(\.id)
    let expected = try await shop.all(query.collection).filter(query.holds).map(\.id)
    #expect(found == expected)
  }

  @Test(arguments: [
    (#"status"#, "an operator is expected"),
    (#"status:"#, "a value in quotes is expected"),
    (#"status:open"#, "a value in quotes is expected"),
    (#"status:"open"#, "a quote is not closed"),
    (#"(status:"open")"#, "'(' is not expected"),
    (#"status:"open" AND"#, "a field is expected"),
    (#"metadata:"x""#, "metadata needs a key"),
    (#"total~"123""#, "does not support the `~` operator"),
    (#"currency>"usd""#, "does not support the `>` operator"),
    (#"currency~"usd""#, "does not support the `~` operator"),
    (#"total:"abc""#, "compared with a number"),
    (#"number~"ab""#, "at least 3 characters"),
    (#"due_date>1"#, "unsupported search field"),
    (#"totl>1"#, "Did you mean `total`?"),
    (#"status:"a" AND total>1 OR total>2"#, "combine both `AND` and `OR`"),
    (#"status:"a" total>1 OR total>2"#, "combine both `AND` and `OR`"),
    (Array(repeating: "total>1", count: 11).joined(separator: " "), "up to 10 clauses"),
    (String(repeating: " ", count: 5_001), "up to 5000 characters"),
  ])
  func wrongQueriesAreRefused(query: String, reason: String) async throws {
    let error = try await shop.client.refusal(
      .get, "/v1/invoices/search", ["query": .string(query)])
    #expect(error.status == 400)
    #expect(error.param == "query")
    #expect(error.message.contains(reason), "\(error.message)")
  }

  @Test func pagesLaidEndToEndAreTheResult() async throws {
    var parameters: JSONObject = ["query": "total>0", "limit": 7]
    var ids: [String] = []
    while true {
      let page = try await shop.client.get("/v1/invoices/search", parameters)
      #expect(page["object"] == "search_result")
      #expect(page["url"] == "/v1/invoices/search")
      #expect(page["total_count"] == nil)
      ids += page["data"]?.array?.compactMap { $0["id"]?.string } ?? []
      #expect(page["has_more"]?.bool == (page["next_page"]?.string != nil))
      guard let next = page["next_page"]?.string else { break }
      parameters["page"] = .string(next)
    }
    #expect(
      ids == (try await shop.all("invoices").filter { Self.number($0, "total") > 0 }.map(\.id)))
  }

  @Test func theCountComesWhenAskedFor() async throws {
    let page = try await shop.client.get(
      "/v1/invoices/search",
      ["query": #"status:"paid""#, "limit": 1, "expand": ["total_count", "data.customer"]])
    let paid = try await shop.all("invoices").filter { $0["status"] == "paid" }
    #expect(page["total_count"] == .integer(paid.count))
    #expect(page["data"]?[0]?["customer"]?["object"] == "customer")
  }

  @Test func whatWasJustWrittenIsFound() async throws {
    let client = try SandboxClient()
    let id = try await client.post("/v1/customers", ["name": "The Sky and the Sea"]).id
    let query: JSONObject = ["query": #"name:"sky AND the""#]
    #expect(try await client.rows("/v1/customers/search", query).map(\.id) == [id])
    _ = try await client.post("/v1/customers/\(id)", ["name": "Somebody else"])
    #expect(try await client.rows("/v1/customers/search", query).isEmpty)
  }

  /// Queries put together by chance, against the evaluation of each clause over whole objects.
  @Test func chanceQueriesAgreeWithLookingAtEveryRow() async throws {
    let dice = RepeatableDice(11)
    let invoices = try await shop.all("invoices")
    for _ in 0..<150 {
      let clauses = (0...dice.below(4)).map { _ in ChanceClause(dice, invoices) }
      let isAll = dice.below(2) == 0
      let query = clauses.map(\.text).joined(separator: isAll ? " AND " : " OR ")
      let expected = invoices.filter { invoice in
        isAll
          ? clauses.allSatisfy { $0.holds(invoice) } : clauses.contains { $0.holds(invoice) }
      }
      #expect(try await shop.search("invoices", query).map(\.id) == expected.map(\.id), "\(query)")
    }
  }
}

/// One clause on an invoice, with what it means.
private struct ChanceClause {
  let text: String
  private let isNegated: Bool
  private let meaning: (JSONObject) -> Bool

  init(_ dice: RepeatableDice, _ invoices: [JSONObject]) {
    isNegated = dice.below(3) == 0
    let sample = invoices[dice.below(invoices.count)]
    let (text, meaning) = Self.clause(dice, sample)
    self.text = (isNegated ? "-" : "") + text
    self.meaning = meaning
  }

  func holds(_ object: JSONObject) -> Bool { meaning(object) != isNegated }

  private static func clause(_ dice: RepeatableDice, _ sample: JSONObject)
    -> (String, (JSONObject) -> Bool)
  {
    let numeric = ["total", "created"][dice.below(2)]
    let bound = sample[numeric]?.integer ?? 0
    switch dice.below(7) {
    case 0: return ("\(numeric)>\(bound)", { ($0[numeric]?.integer ?? 0) > bound })
    case 1: return ("\(numeric)<=\"\(bound)\"", { ($0[numeric]?.integer ?? 0) <= bound })
    case 2: return ("\(numeric):\(bound)", { $0[numeric]?.integer == bound })
    case 3:
      let field = ["status", "currency", "customer"][dice.below(3)]
      let value = sample[field]?.string ?? ""
      return ("\(field):\"\(value)\"", { $0[field]?.string == value })
    case 4: return ("number:null", { $0["number"]?.string == nil })
    case 5: return ("metadata['order']:null", { $0["metadata"]?["order"] == nil })
    default:
      let part = String((sample["number"]?.string ?? "none").prefix(5))
      return ("number~\"\(part)\"", { $0["number"]?.string?.contains(part) == true })
    }
  }
}
