import JSON
import StripeWire
import Synchronization

/// Twenty thousand invoices over two years, and Stripe's list, search and retrieval of them, in
/// memory: what is answered costs nothing, and what is asked is counted.
final class LargeShop: Transport {
  struct Invoice: Sendable {
    var id: String
    var created: Int
    var status: String
    var total: Int
    var customer: String
  }

  /// Unix seconds, when everything is asked.
  static let now = 1_780_272_000
  /// Newest first.
  let invoices: [Invoice]
  /// True if a search returns its matches in the order of their totals, the least first.
  private let sortsByTotal: Bool
  private let counted = Mutex<[String]>([])

  /// - Parameter total: the total of an invoice; drawn from a wide range if nothing is said.
  init(
    count: Int = 20_000, seed: UInt64 = 5, sortsByTotal: Bool = false,
    total: (SplitMix) -> Int = { 500 + $0.below(1 << (1 + $0.below(17))) }
  ) {
    let dice = SplitMix(seed: seed)
    self.sortsByTotal = sortsByTotal
    let times = (0..<count).map { _ in Self.now - dice.below(63_000_000) }.sorted(by: >)
    invoices = times.enumerated().map { index, created in
      let status = dice.below(10) < 7 ? "paid" : dice.pick(["draft", "open", "open", "void"])
      return Invoice(
        id: "in_\(index)", created: created, status: status, total: total(dice),
        customer: "cus_\(dice.below(2000))")
    }
  }

  /// Creates a shop with the invoices of another, and no requests.
  init(sharing shop: LargeShop, sortsByTotal: Bool = false) {
    self.sortsByTotal = sortsByTotal
    invoices = shop.invoices
  }

  /// - Parameter total: the new total of an invoice, by its place in the list.
  init(copying shop: LargeShop, total: (Int, Invoice) -> Int) {
    sortsByTotal = shop.sortsByTotal
    invoices = shop.invoices.enumerated().map { index, invoice in
      var invoice = invoice
      invoice.total = total(index, invoice)
      return invoice
    }
  }

  /// The requests so far: `/v1/invoices/search total>5`
  var requests: [String] { counted.withLock(\.self) }

  func send(_ request: APIRequest) async throws -> APIResponse { answer(request) }

  func answer(_ request: APIRequest) -> APIResponse {
    let query = request.parameters["query"]?.string
    counted.withLock { $0.append(request.path + (query.map { " " + $0 } ?? "")) }
    guard request.path.hasPrefix("/v1/invoices") else { return .failed(404) }
    if request.path == "/v1/invoices" { return list(request.parameters) }
    if let query { return search(query, request.parameters) }
    let id = request.path.dropFirst("/v1/invoices/".count)
    guard let invoice = invoices.first(where: { $0.id == id }) else { return .failed(404) }
    return .ok(invoice.json.compact)
  }

  private func list(_ parameters: JSONObject) -> APIResponse {
    let range = parameters["created"]?.object ?? [:]
    let found = invoices.filter { invoice in
      invoice.created >= range["gte"]?.integer ?? .min
        && invoice.created > range["gt"]?.integer ?? .min
        && invoice.created <= range["lte"]?.integer ?? .max
        && invoice.created < range["lt"]?.integer ?? .max
        && parameters["status"]?.string ?? invoice.status == invoice.status
        && parameters["customer"]?.string ?? invoice.customer == invoice.customer
    }
    let cursor = parameters["starting_after"]?.string
    let start = cursor.flatMap { id in found.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
    return page(found, from: start, parameters, [:])
  }

  private func search(_ query: String, _ parameters: JSONObject) -> APIResponse {
    let separator = query.contains(" OR ") ? " OR " : " AND "
    let clauses = query.split(separator: separator).map { Clause($0) }
    var found = invoices.filter { invoice in
      separator == " OR "
        ? clauses.contains { $0.matches(invoice) } : clauses.allSatisfy { $0.matches(invoice) }
    }
    if sortsByTotal { found.sort { ($0.total, $0.id) < ($1.total, $1.id) } }
    let start = parameters["page"]?.string.flatMap { Int($0) } ?? 0
    let isCounted = parameters["expand"]?.array?.contains("total_count") == true
    return page(
      found, from: start, parameters,
      isCounted ? ["total_count": .integer(min(found.count, 10_000))] : [:])
  }

  private func page(
    _ found: [Invoice], from start: Int, _ parameters: JSONObject, _ others: JSONObject
  ) -> APIResponse {
    let limit = parameters["limit"]?.integer ?? 10
    let rows = found.dropFirst(start).prefix(limit).map(\.json)
    let end = start + rows.count
    let body: JSONObject = [
      "object": "list", "data": .array(rows), "has_more": .bool(end < found.count),
      "next_page": end < found.count ? .string("\(end)") : nil,
    ]
    return .ok(JSONValue.object(JSONObject(body.members + others.members)).compact)
  }
}

extension LargeShop.Invoice {
  var json: JSONValue {
    [
      "id": .string(id), "object": "invoice", "created": .integer(created),
      "status": .string(status), "total": .integer(total), "customer": .string(customer),
      "currency": "usd",
    ]
  }
}

extension LargeShop {
  /// One clause of Stripe's search language: `total>=5`, `-status:"paid"`.
  fileprivate struct Clause {
    private let isNegated: Bool
    private let name: String
    private let operation: String
    private let text: String
    private let number: Int?

    init(_ text: Substring) {
      isNegated = text.hasPrefix("-")
      let clause = text.drop { $0 == "-" }
      name = String(clause.prefix { $0.isLetter || $0 == "_" })
      operation = String(clause.dropFirst(name.count).prefix { ":<>=".contains($0) })
      self.text = clause.dropFirst(name.count + operation.count).filter { $0 != "\"" }
      number = Int(self.text)
    }

    /// Whether an invoice matches; the sample has no nulls.
    func matches(_ invoice: Invoice) -> Bool { isNegated != holds(for: invoice) }

    private func holds(for invoice: Invoice) -> Bool {
      guard let number else {
        return name == "status"
          ? invoice.status == text : name == "customer" && invoice.customer == text
      }
      let own = name == "created" ? invoice.created : invoice.total
      switch operation {
      case ">": return own > number
      case ">=": return own >= number
      case "<": return own < number
      case "<=": return own <= number
      default: return own == number
      }
    }
  }
}
