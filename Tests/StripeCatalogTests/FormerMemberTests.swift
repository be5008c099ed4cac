import Testing

@testable import StripeCatalog

@Suite("What older versions of the API have")
struct FormerMemberTests {
  let catalog = Catalog.embedded

  @Test("Parameters, by the first version without them")
  func parameters() throws {
    let create = try #require(catalog.operation(id: "SubscriptionService.create"))
    let former = create.formerParameters
    #expect(former.map(\.version) == ["2025-03-31.basil"])
    #expect(former.first?.record.names == ["coupon", "promotion_code"])
    let charge = try #require(catalog.operation(id: "ChargeService.create"))
    #expect(charge.formerParameters.isEmpty)
  }

  @Test("Parameters within others, and words that a parameter took")
  func inner() throws {
    let schedule = try #require(catalog.operation(id: "SubscriptionScheduleService.create"))
    let phases = try #require(schedule.formerParameters.last?.record.parameter(named: "phases"))
    guard case .array(.record(let phase)) = phases.type else {
      Issue.record("phases are \(phases.type)")
      return
    }
    #expect(phase.names == ["iterations"])
    let session = try #require(catalog.operation(id: "checkout.SessionService.create"))
    let mode = session.formerParameters.first?.record.parameter(named: "ui_mode")
    #expect(mode?.type == .enumeration(["custom", "embedded", "hosted"]))
  }

  @Test("Fields")
  func fields() throws {
    let invoice = try #require(catalog.object(named: "invoice"))
    let names = invoice.formerFields.flatMap(\.record.names)
    #expect(names.contains("paid"))
    #expect(names.allSatisfy { invoice.field(named: $0) == nil })
  }

  @Test("Operations")
  func operations() {
    let former = catalog.formerOperations.map { "\($0.method) \($0.path) \($0.version)" }
    #expect(former.contains("GET /v1/invoices/upcoming 2025-03-31.basil"))
    #expect(former.count == 4)
  }
}
