import JSON

/// Objects in memory, and lists, searches and single objects made of them as Stripe makes them.
enum ShopList {
  /// What was asked for of a list, with whatever a wrong server makes of it.
  struct Query: Sendable {
    var kind: Kind
    var rows: [JSONObject]
    var parameters: JSONObject
    /// Counts the requests of a read from 0.
    var number: Int

    var limit: Int { parameters["limit"]?.integer ?? 10 }
  }

  enum Kind: Sendable {
    case list, search, v2
  }

  /// A page on its way out.
  struct Page: Sendable {
    var rows: [JSONObject]
    var hasMore: Bool
    /// Where the next page begins: a token of search and v2.
    var next: String
  }

  /// Rows of a second, so that pages end among rows of one second too.
  private static let rowsASecond = 3

  /// Newest first, with ids that no two kinds share.
  static func rows(_ object: String, _ prefix: String, count: Int) -> [JSONObject] {
    (0..<count).map { index in
      let created = 1_780_000_000 - index / rowsASecond * 50
      return [
        "id": .string("\(prefix)_\(index)"), "object": .string(object),
        "created": .integer(created), "currency": index % 2 == 0 ? "usd" : "eur",
        "customer": .string("cus_\(index % 3)"), "email": .string(index < 3 ? "a@b.c" : "x@y.z"),
        "amount": .integer(index), "total": .integer(index),
        "status": index % 4 == 0 ? "draft" : "open",
        "active": .bool(index % 3 == 0), "type": index % 2 == 0 ? "recurring" : "one_time",
        "invoice": index % 5 == 0 ? nil : "in_1",
        "parent": ["subscription_details": ["subscription": .string("sub_\(index % 4)")]],
      ]
    }
  }

  static func answer(_ query: Query) -> Page {
    let found = query.rows.filter { matches($0, query) }
    let start = start(of: query, in: found)
    let page = found.dropFirst(start).prefix(query.limit)
    return Page(
      rows: Array(page), hasMore: start + page.count < found.count,
      next: "\(start + page.count)")
  }

  private static func start(of query: Query, in found: [JSONObject]) -> Int {
    if let token = query.parameters["page"]?.string { return Int(token) ?? 0 }
    guard let cursor = query.parameters["starting_after"]?.string else { return 0 }
    return (found.firstIndex { $0["id"]?.string == cursor } ?? -1) + 1
  }

  private static func matches(_ row: JSONObject, _ query: Query) -> Bool {
    guard let created = row["created"]?.integer else { return true }
    let bounds = query.parameters["created"]?.object ?? [:]
    return query.clauses.allSatisfy { row.satisfies($0) }
      && query.filters.allSatisfy { $0.value.formText == row.filtered(by: $0.key)?.formText }
      && created <= bounds["lte"]?.integer ?? .max && created >= bounds["gte"]?.integer ?? .min
      && created < bounds["lt"]?.integer ?? .max && created > bounds["gt"]?.integer ?? .min
  }
}

extension ShopList.Query {
  /// The clauses of a search.
  var clauses: [String] {
    (parameters["query"]?.string ?? "").split(separator: " AND ").map(String.init)
  }

  /// The filters of a list, and the equalities of a search, but for those by time.
  fileprivate var filters: [JSONMember] {
    let others = ["limit", "starting_after", "page", "created", "expand", "query"]
    let searched = clauses.compactMap { clause -> JSONMember? in
      let parts = clause.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let value = try? JSONValue(parsing: String(parts[1])) else {
        return nil
      }
      return JSONMember(String(parts[0]), value)
    }
    return parameters.members.filter { !others.contains($0.key) } + searched
  }
}

extension JSONValue {
  /// How a form spells it.
  fileprivate var formText: String { string ?? compact }
}

extension JSONObject {
  /// Whether a comparison of a search holds; other clauses do.
  fileprivate func satisfies(_ clause: String) -> Bool {
    let name = clause.prefix { $0.isLetter }
    let sign = clause.dropFirst(name.count).prefix { "<>=".contains($0) }
    guard !sign.isEmpty, let bound = Int(clause.dropFirst(name.count + sign.count)),
      let value = self[String(name)]?.integer
    else { return true }
    switch sign {
    case ">": return value > bound
    case ">=": return value >= bound
    case "<": return value < bound
    default: return value <= bound
    }
  }

  /// What an object has for a filter that has its own name, or another one.
  fileprivate func filtered(by name: String) -> JSONValue? {
    switch name {
    case "subscription": self["parent"]?["subscription_details"]?["subscription"]
    case "pending": .bool(self["invoice"]?.isNull ?? true)
    default: self[name]
    }
  }
}

extension ShopList.Page {
  /// The page as the server writes it.
  func body(of query: ShopList.Query) -> JSONObject {
    let data = JSONValue.array(rows.map(JSONValue.object))
    switch query.kind {
    case .list:
      return ["object": "list", "data": data, "has_more": .bool(hasMore)]
    case .search:
      return [
        "object": "search_result", "data": data, "has_more": .bool(hasMore),
        "next_page": hasMore ? .string(next) : nil, "total_count": .integer(total(of: query)),
      ]
    case .v2:
      let url = "/v2/core/events?page=\(next)"
      return ["data": data, "next_page_url": hasMore ? .string(url) : nil]
    }
  }

  private func total(of query: ShopList.Query) -> Int {
    var whole = query
    whole.parameters["limit"] = .integer(.max)
    whole.parameters["page"] = nil
    return ShopList.answer(whole).rows.count
  }
}
