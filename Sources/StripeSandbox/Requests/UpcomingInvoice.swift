import JSON

/// The addresses of previews before `POST /v1/invoices/create_preview`.
///
/// Source: the SDK's `InvoiceUpcomingLinesService` and `InvoiceService.upcoming` of release 11.
extension LegacyRoute {
  private static let operation = "InvoiceService.create_preview"
  private static let paging = ["ending_before", "limit", "starting_after"]

  static let upcomingInvoice = upcoming("/v1/invoices/upcoming") { answer in
    var invoice = answer
    // It has no id, for there is no such invoice.
    invoice["id"] = nil
    return invoice
  }

  static let upcomingLines: LegacyRoute = {
    var route = LegacyRoute(
      "GET", "/v1/invoices/upcoming/lines", operation,
      answering: { answer, call, workspace throws(SandboxError) in
        let invoice = try workspace.storing { try answer.parsed() }
        return .object(try lines(of: invoice, call.query))
      }, withoutPaging)
    route.until = APIVersion("2025-03-31.basil")
    route.furtherParameters = paging
    return route
  }()

  private static func upcoming(
    _ path: String, _ shown: @escaping @Sendable (JSONObject) -> JSONObject
  ) -> LegacyRoute {
    var route = LegacyRoute(
      "GET", path, operation,
      answering: { answer, _, workspace throws(SandboxError) in
        .object(shown(try workspace.storing { try answer.parsed() }))
      }, withoutPaging)
    route.until = APIVersion("2025-03-31.basil")
    return route
  }

  private static let withoutPaging: Translation = { call, _ throws(SandboxError) in
    var values = call.query
    for name in paging { values[name] = nil }
    return call.translated(to: [], values)
  }

  private static func lines(of invoice: JSONObject, _ query: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    for name in ["ending_before", "starting_after"] where query[name] != nil {
      throw SandboxError(
        "The sandbox does not support \(name) of GET /v1/invoices/upcoming/lines.", param: name)
    }
    let limit = query.text("limit").map { Int($0) ?? 0 } ?? 10
    guard (1...100).contains(limit) else {
      throw SandboxError(
        "Invalid integer: \(query.text("limit") ?? "")", code: "parameter_invalid_integer",
        param: "limit")
    }
    var list = invoice.object("lines") ?? [:]
    let all = list.array("data")
    list["data"] = .array(Array(all.prefix(limit)))
    list["has_more"] = .bool(all.count > limit)
    list["url"] = "/v1/invoices/upcoming/lines"
    return list
  }
}
