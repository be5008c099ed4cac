import Testing

/// What a search finds by a threshold, by counting and by negation instead of reading everything.
@Suite struct ShortcutPlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  @Test(arguments: [
    "query invoices order by total desc",
    "query invoices order by total desc limit 1001",
    "query invoices order by amount_due desc limit 20",
    "query invoices order by created limit 20",
    "query invoices order by total + 1 limit 20",
    "query invoices where amount_due > 5 order by total limit 20",
    "query invoices where total > 5 and amount_due > 5 order by total limit 20",
    "query invoices where status = \"open\" or total > 5 order by total limit 20",
    "query invoices where status != \"paid\" order by total limit 20",
    "query invoices where customer = cus_1 order by total limit 20",
    "query invoices order by total, customer.email limit 20",
    "query invoices order by total limit 20 via list",
    "query subscriptions order by canceled_at desc limit 20",
    "query invoices where amount_due > 5 select count()",
    "query invoices where status = \"open\" and amount_due > 5 select count()",
    "query invoices where number = \"A\" select count()",
    "query invoices where customer = cus_1 select count()",
    "query invoices where metadata.a = \"b\" select count()",
    "query charges where refunded = true select count()",
    "query charges where refunded != true select count()",
    "query invoices where status = \"open\" select count() via list",
    "query invoices where status = \"open\" select sum(total)",
    "query invoices where status = \"open\" select count(), sum(total)",
    "query invoices select count(distinct customer)",
    "query invoices select status, count() group by status",
    "query customers select count()",
    "query payment_links select count()",
    "list invoices limit 3",
  ])
  func `whatever search cannot answer exactly is read`(text: String) throws {
    let read = try #require(planned(text).contains("error") ? nil : planned(text))
    #expect(!read.contains("bounded by counts"), "\(read)")
    #expect(!read.contains("→ count"), "\(read)")
  }

  @Test(arguments: [
    ("query invoices where status = \"open\" select count()", "status:\"open\""),
    ("query invoices select count()", "created>0"),
    ("query invoices where total > 5 select count() as n", "total>5"),
    (
      "query invoices where created >= 5 and not status in (\"paid\", \"void\") select count()",
      nil
    ),
    ("query invoices where status != \"paid\" select count()", "-status:\"paid\" OR status:null"),
    ("query charges where disputed = true select count()", "disputed:\"true\""),
    ("query charges where currency = \"usd\" select count()", "currency:\"usd\""),
    (
      "query payment_intents where status not in (\"succeeded\", \"canceled\") select count()",
      "-status:\"succeeded\" AND -status:\"canceled\""
    ),
    (
      "query payment_intents where status in (\"requires_action\", \"canceled\") select count()",
      "status:\"requires_action\" OR status:\"canceled\""
    ),
  ])
  func `a count has a search that matches no more and no less`(text: String, query: String?) throws
  {
    let lines = planned(text).split(separator: "\n").map { $0.drop { $0 == " " } }
    let place = lines.firstIndex { $0.hasPrefix("→ count /v1/") }
    #expect(place.map { String(lines[$0 + 1]) } == query.map { "query: \($0)" }, "\(text)")
  }

  static let cases = [
    PlanCase(
      #"query invoices order by total desc limit 20"#,
      #"""
      query invoices
          order by: total desc
          limit: 20
          requests: 1 or more (one per page)
        → search /v1/invoices/search
              query: created>0
              only: the 20 rows with the greatest total, bounded by counts
              data: up to a minute old
              page size: 100
            → if search cannot answer
                → list /v1/invoices
                      page size: 100
      """#),
    PlanCase(
      #"query invoices where status = "open" select count()"#,
      #"""
      query invoices
          compute: count()
          select: count
          requests: 1 or more (one per page)
        → count /v1/invoices/search
              query: status:"open"
              data: up to a minute old
            → if search cannot answer
                → list /v1/invoices
                      filter: status = open
                      page size: 100
      """#),
    PlanCase(
      #"query invoices where not status = "paid" and total > 5"#,
      #"""
      query invoices
          filtered locally: status != "paid" and total > 5
          order: newest first
          requests: 2 or more (one per page)
        → union
              order: newest first, duplicates dropped
            → search /v1/invoices/search
                  query: -status:"paid" AND total>5
                  page size: 100
            → search /v1/invoices/search
                  query: status:null AND total>5
                  page size: 100
      """#),
    PlanCase(
      #"query payment_intents where status not in ("succeeded", "canceled")"#,
      #"""
      query payment_intents
          filtered locally: not status in ("succeeded", "canceled")
          order: newest first
          requests: 1 or more (one per page)
        → search /v1/payment_intents/search
              query: -status:"succeeded" AND -status:"canceled"
              page size: 100
      """#),
  ]
}
