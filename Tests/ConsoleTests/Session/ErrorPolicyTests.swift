import JSON
import StripeWire
import Testing

@testable import Console

@Suite struct ErrorPolicyTests {
  private static let program = """
    print 1
    get customer cus_unknown
    print 2
    """

  @Test func `stop ends the run with the failure's code`() async throws {
    let place = try TestPlace()
    #expect(await place.run(Self.program) == 1)
    #expect(place.lines == ["1"])
    for part in [
      "No such customer: 'cus_unknown'", "test:2:1", "status 404", "type invalid_request_error",
      "code resource_missing", "param id", "request req_",
    ] {
      #expect(place.messages.text.contains(part), "\(part)")
    }
  }

  @Test func `continue reports, goes on and exits 3`() async throws {
    let place = try TestPlace()
    #expect(await place.run(Self.program, settings: [.onError: "continue"]) == 3)
    #expect(place.lines == ["1", "2"])
    #expect(place.messages.text.contains("No such customer"))
  }

  @Test func `emit makes a document of Stripe's own fields and exits 3`() async throws {
    let place = try TestPlace()
    #expect(await place.run(Self.program, settings: [.onError: "emit"]) == 3)
    #expect(place.lines.count == 3)
    #expect(place.lines.first == "1")
    #expect(place.lines.last == "2")
    let error = try JSONValue(parsing: place.lines[1])["error"]
    #expect(error?["code"] == "resource_missing")
    #expect(error?["type"] == "invalid_request_error")
    #expect(!place.messages.text.contains("No such customer"))
  }

  @Test func `a script may choose for itself`() async throws {
    let place = try TestPlace()
    #expect(await place.run("set on_error = continue\n" + Self.program) == 3)
    #expect(place.lines == ["1", "2"])
  }

  @Test(arguments: [(401, 4), (403, 4), (402, 1), (404, 1), (500, 5), (503, 5), (429, 5)])
  func `the exit code tells what kind of failure it was`(status: Int, code: Int32) async throws {
    let transport = AnsweringTransport { _ in
      AnsweringTransport.json(status, #"{"error":{"type":"api_error","message":"no luck"}}"#)
    }
    let place = try TestPlace(transport)
    #expect(await place.run("get customer cus_1") == code)
    #expect(place.messages.text.contains("no luck"))
  }

  @Test func `no answer after all retries is 5`() async throws {
    let place = try TestPlace(AnsweringTransport { _ in throw TransportError.refused("there") })
    #expect(await place.run("get customer cus_1") == 5)
    #expect(place.messages.text.contains("refused"))
  }

  @Test func `rows found before a failure are printed`() async throws {
    let transport = AnsweringTransport { request in
      request.parameters["starting_after"] == nil
        ? AnsweringTransport.json(
          200, #"{"data":[{"id":"cus_1","created":1}],"has_more":true}"#)
        : AnsweringTransport.json(400, #"{"error":{"message":"no luck"}}"#)
    }
    let place = try TestPlace(transport)
    #expect(await place.run("list customers") == 1)
    #expect(place.lines == [#"{"id":"cus_1","created":1}"#])
  }

  @Test func `retrieve wants exactly one`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      """
      for n in ["Ann", "Bo", "Bo"] { let c = create customer { name: $n } }
      let one = retrieve customer where name = "Ann"
      print $one.name
      retrieve customer where name = "Cy"
      retrieve customer where name = "Bo"
      """, settings: [.onError: "continue"])
    #expect(code == 3)
    #expect(place.lines == ["Ann"])
    #expect(place.messages.text.contains("no customer matches"))
    #expect(place.messages.text.contains("more than one customer matches"))
  }
}
