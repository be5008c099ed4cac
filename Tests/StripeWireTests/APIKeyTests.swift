import JSON
import StripeWire
import Testing

@Suite("Keys and errors")
struct APIKeyTests {
  private let secret = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"

  @Test("a key shows its prefix and its end, in every kind of description")
  func description() {
    let key = APIKey(secret)
    var dumped = ""
    dump([key], to: &dumped)
    for text in ["\(key)", String(reflecting: key), "\([key])", "\(Optional(key) as Any)", dumped] {
      #expect(!text.contains("4eC39H"), "\(text)")
    }
    #expect(Mirror(reflecting: key).children.isEmpty)
    #expect(!(key as Any is any Encodable), "what can be encoded gets into files")
    #expect("\(key)" == "sk_test_…p7dc")
    #expect("\(APIKey("my_old_pass_word_9"))" == "…rd_9")
    #expect("\(APIKey("short"))" == "…")
    #expect("\(APIKey(""))" == "…")
  }

  @Test(
    "the prefix tells the mode",
    arguments: [
      ("sk_test_x", .test), ("rk_test_x", .test), ("rkcs_test_x", .test), ("sk_live_x", .live),
      ("rk_live_x", .live), ("sk_org_x", .unknown), ("whatever", .unknown),
    ] as [(String, APIKey.Mode)])
  func mode(text: String, mode: APIKey.Mode) {
    #expect(APIKey(text).mode == mode)
  }

  @Test("publishable and organisation keys are told apart")
  func kinds() {
    #expect(APIKey("pk_test_x").isPublishable)
    #expect(!APIKey("sk_test_x").isPublishable)
    #expect(APIKey("sk_org_live_x").isOrganization)
    #expect(!APIKey("sk_test_x").isOrganization)
  }

  @Test("only what a header can hold can be sent")
  func sendable() {
    #expect(APIKey("sk_test_x").isSendable)
    for text in ["", "sk test", "sk\n", "sk_é", "sk\u{7f}"] { #expect(!APIKey(text).isSendable) }
  }

  @Test("an error response is read whole")
  func apiError() {
    let body = #"{"error":{"type":"card_error","code":"card_declined","message":"No.","x":1.50}}"#
    let error = APIError(
      APIResponse(status: 402, headers: ["request-id": "req_1"], body: Array(body.utf8)))
    #expect(error.type == "card_error")
    #expect(error.code == "card_declined")
    #expect(error.message == "No.")
    #expect(error.requestID == "req_1")
    #expect(error.fields["x"] == .number(JSONNumber(validated: "1.50")))
  }

  @Test(
    "a body that is no error object still makes an error that says something",
    arguments: ["", "<html>", "[]", #"{"error":null}"#])
  func strangeBody(body: String) {
    let error = APIError(APIResponse(status: 502, body: Array(body.utf8)))
    #expect(error.message.contains("502"))
    #expect(error.type == nil)
  }

  @Test("OAuth's and v2's plain text errors keep their words")
  func plainError() {
    let body = Array(#"{"error":"invalid_client"}"#.utf8)
    #expect(APIError(APIResponse(status: 401, body: body)).message == "invalid_client")
  }
}
