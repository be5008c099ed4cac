import JSON
import StripeWire
import Testing

/// One way of not being Stripe.
struct WrongServer: Sendable, CustomTestStringConvertible {
  let name: String
  /// What it makes of what is asked for.
  var misreads: @Sendable (inout ShopList.Query) -> Void = { _ in }
  /// What it makes of a page, for a query as it read it.
  var mispages: @Sendable (inout ShopList.Page, ShopList.Query) -> Void = { _, _ in }
  /// What it makes of the body of a list.
  var miswrites: @Sendable (inout JSONObject, ShopList.Query) -> Void = { _, _ in }
  /// What it makes of an answer of any kind; nil where it leaves it.
  var replaces: @Sendable (APIRequest) -> APIResponse? = { _ in nil }
  /// Whether what it answers to a statement could be right.
  var isPlausible: @Sendable (String) -> Bool = { _ in false }

  var testDescription: String { name }

  static let all: [WrongServer] = ofPages + ofFilters

  private static let ofPages: [WrongServer] = [
    WrongServer(name: "none of this: a right one"),
    WrongServer(
      name: "ignores `created`",
      misreads: { query in
        query.parameters["created"] = nil
        query.parameters["query"] = nil
      }),
    WrongServer(
      name: "refuses `created`",
      replaces: { request in
        request.parameters["created"] == nil
          ? nil : APIResponse(status: 400, body: Array("Unexpected created".utf8))
      }),
    WrongServer(
      name: "ignores the lower bound of `created`",
      misreads: { $0.dropBounds(["gte", "gt"]) }),
    WrongServer(
      name: "ignores the upper bound of `created`",
      misreads: { $0.dropBounds(["lte", "lt"]) }),
    WrongServer(
      name: "answers with nothing where `created` is asked for",
      misreads: { if $0.parameters["created"] != nil { $0.rows = [] } },
      isPlausible: { $0.contains(/created [<>=]/) }),
    WrongServer(
      name: "ignores the cursor",
      misreads: { query in
        query.parameters["starting_after"] = nil
        query.parameters["page"] = nil
      }),
    WrongServer(
      name: "ignores cursor and `created`",
      misreads: { query in
        for name in ["starting_after", "page", "created", "query"] {
          query.parameters[name] = nil
        }
      }),
    WrongServer(
      name: "gives one row a page", misreads: { $0.parameters["limit"] = 1 }),
    WrongServer(
      name: "gives everything at once", misreads: { $0.parameters["limit"] = 100_000 }),
    WrongServer(
      name: "alternates between two pages",
      misreads: { query in
        query.parameters["starting_after"] = nil
        query.parameters["page"] = .string(query.number % 2 == 0 ? "0" : "\(query.limit)")
      },
      mispages: { page, _ in page.hasMore = true }),
    WrongServer(
      name: "has more without end",
      mispages: { page, query in
        page.hasMore = true
        if page.rows.isEmpty { page = ShopList.answer(query.first) }
        page.hasMore = true
      }),
    WrongServer(
      name: "promises more on empty pages",
      mispages: { page, query in
        page.hasMore = true
        if query.number > 0 { page.rows = [] }
      }),
    WrongServer(
      name: "promises more and gives an empty last page",
      mispages: { page, query in
        page.hasMore = query.number == 0
        if query.number > 0 { page.rows = [] }
      },
      // The second search, which is another question, finds nothing.
      isPlausible: { $0.contains("order by amount") }),
    WrongServer(
      name: "is empty and promises more",
      mispages: { page, _ in (page.rows, page.hasMore) = ([], true) }),
    WrongServer(name: "is oldest first", misreads: { $0.rows.reverse() }),
    WrongServer(
      name: "is in no order",
      misreads: { query in
        query.rows.sort { $0.scrambled < $1.scrambled }
      },
      // The lines within an invoice are in order, and what follows them is in another.
      isPlausible: { $0.contains("lines") }),
    WrongServer(
      name: "repeats each row",
      misreads: { $0.rows = $0.rows.flatMap { [$0, $0] } }),
    WrongServer(
      name: "begins each page with the last row of the one before",
      mispages: { page, query in
        guard let cursor = query.parameters["starting_after"]?.string,
          let last = query.rows.first(where: { $0["id"]?.string == cursor })
        else { return }
        page.rows.insert(last, at: 0)
      }),
    WrongServer(
      name: "gives one row again and again",
      mispages: { page, query in
        page = ShopList.Page(
          rows: Array(query.rows.prefix(1)), hasMore: true, next: "\(query.number + 1)")
      }),
    WrongServer(
      name: "makes new tokens for the same page",
      misreads: { $0.parameters["page"] = nil },
      mispages: { page, query in
        (page.hasMore, page.next) = (true, "\(query.number + 1)")
      }),
    WrongServer(
      name: "alternates between two tokens",
      mispages: { page, query in
        (page.hasMore, page.next) = (true, query.number % 2 == 0 ? "5" : "0")
      }),
    WrongServer(
      name: "gives the same token again",
      mispages: { page, _ in (page.hasMore, page.next) = (true, "5") }),
    WrongServer(
      name: "does not say whether there is more",
      miswrites: { body, _ in
        for name in ["has_more", "next_page_url", "next_page"] { body[name] = nil }
      }),
    WrongServer(
      name: "does not say where there is more",
      miswrites: { body, _ in
        if body["next_page"] != nil { body["next_page"] = .null }
        if body["next_page_url"] != nil { body["next_page_url"] = "/v2/core/events" }
      }),
    WrongServer(name: "has no list", miswrites: { body, _ in body["data"] = nil }),
    WrongServer(name: "has an object for a list", miswrites: { body, _ in body["data"] = [:] }),
    WrongServer(
      name: "has rows that are no objects", miswrites: { body, _ in body["data"] = [1, "a"] }),
    WrongServer(
      name: "has rows without ids",
      misreads: { query in
        query.rows = query.rows.map { row in
          var row = row
          row["id"] = nil
          return row
        }
      }),
    WrongServer(
      name: "has rows of another kind",
      misreads: { query in
        query.rows = query.rows.map { row in
          var row = row
          row["object"] = "coupon"
          return row
        }
      }),
    WrongServer(
      name: "answers with an empty object", replaces: { _ in .ok("{}") }),
    WrongServer(
      name: "answers with a coupon",
      replaces: { _ in .ok(#"{"id":"co_1","object":"coupon"}"#) }),
    WrongServer(
      name: "answers with a list of coupons",
      replaces: { _ in
        .ok(
          #"{"object":"list","data":[{"id":"co_1","object":"coupon","created":5}],"#
            + #""has_more":false}"#)
      }),
    WrongServer(
      name: "answers with a web page",
      replaces: { _ in .ok("<!DOCTYPE html><html><title>Log in</title></html>") }),
    WrongServer(
      name: "leads elsewhere",
      replaces: { _ in
        APIResponse(status: 302, headers: ["location": "https://portal.example/login?s=1"])
      }),
    WrongServer(name: "answers with text", replaces: { _ in .ok("please log in") }),
    WrongServer(
      name: "cuts its answers off",
      replaces: { _ in .ok(#"{"object":"list","data":[{"id":"cus_1","created":1780"#) }),
    WrongServer(name: "answers with nothing at all", replaces: { _ in .ok("") }),
    WrongServer(name: "answers with null", replaces: { _ in .ok("null") }),
    WrongServer(name: "answers with an array", replaces: { _ in .ok("[]") }),
  ]
}

extension ShopList.Query {
  /// The same without a place to begin at.
  fileprivate var first: Self {
    var first = self
    first.parameters["starting_after"] = nil
    first.parameters["page"] = nil
    return first
  }

  fileprivate mutating func dropBounds(_ names: [String]) {
    var bounds = parameters["created"]?.object ?? [:]
    for name in names { bounds[name] = nil }
    if parameters["created"] != nil { parameters["created"] = .object(bounds) }
    let sign = names.contains("gte") ? ">=" : "<="
    let clauses = (parameters["query"]?.string ?? "").components(separatedBy: " AND ")
    let kept = clauses.filter { !$0.hasPrefix("created\(sign)") }
    if parameters["query"] != nil {
      parameters["query"] = .string(kept.joined(separator: " AND "))
    }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}

extension JSONObject {
  /// A number that has nothing to do with time.
  fileprivate var scrambled: Int { (self["amount"]?.integer ?? 0) &* 7919 % 1009 }
}
