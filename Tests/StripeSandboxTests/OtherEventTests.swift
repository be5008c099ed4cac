import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Events of verification sessions, reports, meters and connected accounts.
@Suite struct OtherEventTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func names(_ prefix: String) async throws -> [String] {
    try await client.eventNames().filter { $0.hasPrefix(prefix) }
  }

  @Test func `a verification session has a page, and ends`() async throws {
    let made = try await client.post(
      "/v1/identity/verification_sessions",
      ["type": "document", "return_url": "https://example.com"])
    #expect(made["status"] == "requires_input")
    #expect(made["url"]?.string?.hasPrefix("https://verify.stripe.com/") == true)
    #expect(made["client_secret"]?.string?.hasPrefix("\(made.id)_secret_") == true)
    let path = "/v1/identity/verification_sessions/\(made.id)"
    #expect(try await client.post("\(path)/cancel")["status"] == "canceled")
    #expect(try await client.refusal(.post, "\(path)/cancel").status == 400)
    let redacted = try await client.post("\(path)/redact")
    #expect(redacted["redaction"] == ["status": "processing"])
    #expect(try await client.get(path)["redaction"] == ["status": "redacted"])
    #expect(
      try await names("identity") == [
        "identity.verification_session.created", "identity.verification_session.canceled",
        "identity.verification_session.redacted",
      ])
    let error = try await client.refusal(
      .post, "/v1/identity/verification_sessions",
      ["type": "document", "return_url": "nowhere"])
    #expect(error.param == "return_url")
  }

  @Test func `a report is run after it was asked for`() async throws {
    let made = try await client.post(
      "/v1/reporting/report_runs", ["report_type": "balance.summary.1"])
    #expect(made["status"] == "pending" && made["result"]?.isNull == true)
    let done = try await client.get("/v1/reporting/report_runs/\(made.id)")
    #expect(done["status"] == "succeeded" && done["result"]?["type"] == "csv")
    #expect(try await names("reporting.report_run.succeeded").count == 1)
  }

  @Test func `a standard account that is deleted leaves its platform`() async throws {
    for type in ["express", "standard"] {
      let account = try await client.post("/v1/accounts", ["type": .string(type)]).id
      _ = try await client.delete("/v1/accounts/\(account)")
      let events = try await client.rows(
        "/v1/events", ["type": "account.application.deauthorized"])
      #expect(events.count == (type == "standard" ? 1 : 0))
      guard let event = events.first else { continue }
      #expect(event["account"] == .string(account))
      #expect(event["data"]?["object"]?["object"] == "application")
    }
  }

  private func stream(_ event: JSONObject) async throws -> String? {
    let session = try await client.post("/v2/billing/meter_event_session")
    let token = session["authentication_token"]?.string ?? ""
    let response = await client.send(
      .post, "/v2/billing/meter_event_stream", ["events": [.object(event)]],
      headers: ["authorization": "Bearer \(token)"])
    #expect(response.status == 200)
    return try await client.rows("/v2/core/events").first?["type"]?.string
  }

  @Test func `what is wrong with streamed meter events is told of`() async throws {
    let none = try await stream(["event_name": "teas", "payload": ["value": "1"]])
    #expect(none == "v1.billing.meter.no_meter_found")
    let meter = try await client.post(
      "/v1/billing/meters",
      [
        "display_name": "Teas", "event_name": "teas", "default_aggregation": ["formula": "sum"],
      ]
    ).id
    let nobody = try await stream(["event_name": "teas", "payload": ["value": "1"]])
    #expect(nobody == "v1.billing.meter.error_report_triggered")
    let report = try await client.rows("/v2/core/events")[0]
    #expect(report["related_object"]?["id"] == .string(meter))
    let fault = report["data"]?["reason"]?["error_types"]?[0]
    #expect(fault?["code"] == "meter_event_no_customer_defined")
    let customer = try await client.post("/v1/customers").id
    _ = try await stream([
      "event_name": "teas", "payload": ["value": "1", "stripe_customer_id": .string(customer)],
    ])
    #expect(try await client.rows("/v2/core/events").count == 2)
  }

  @Test func `an account of its own keeps its token`() async throws {
    let own = try SandboxClient(accounts: .perKey)
    let session = try await own.post("/v2/billing/meter_event_session")
    let token = session["authentication_token"]?.string ?? ""
    _ = await own.send(
      .post, "/v2/billing/meter_event_stream",
      ["events": [["event_name": "teas", "payload": ["value": "1"]]]],
      headers: ["authorization": "Bearer \(token)"])
    #expect(try await own.rows("/v2/core/events").count == 1)
  }
}
