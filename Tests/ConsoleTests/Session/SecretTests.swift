import JSON
import Redaction
import StripeWire
import Testing

@testable import Console

/// A key that got into a text never comes out again but as somebody's own result.
@Suite struct SecretTests {
  private static let key = "sk_live_51HxSecretSecretSecret"

  /// Answers every request with an error that quotes the key.
  private static let quoting = AnsweringTransport { _ in
    AnsweringTransport.json(
      400,
      #"{"error":{"type":"invalid_request_error","message":"Bad key \#(key) given","#
        + #""param":"\#(key)"}}"#)
  }

  @Test(arguments: [
    "create customer { name: \"\(key)\" }", "get customer \(key)",
    "query customers where email = \"\(key)\"", "request POST \"/v1/x\" { key: \"\(key)\" }",
    "delete customers \(key), cus_2", "frobnicate \(key)", "print \"\(key)", "use \(key)",
    "query \(key)s", "assert 1 = 2, \"\(key)\"", "retrieve customer where name = \"\(key)\"",
    "create customer { \(key): 1 }", "include \"\(key)\"", "execute \(key) invoice in_1",
  ])
  func `no failing path shows a key`(statement: String) async throws {
    for policy in ["stop", "continue", "emit"] {
      let place = try TestPlace(Self.quoting, key: Self.key)
      var settings = SessionSettings()
      settings.liveWrites = true
      settings.set(.onError, to: .string(policy), from: "test")
      settings.set(.report, to: "report.jsonl", from: "test")
      settings.set(.track, to: "input", from: "test")
      let session = place.session(settings)
      #expect(await session.start() == nil)
      let code = await session.run([.init(name: "test", text: statement)])
      #expect(code != 0)
      for text in [place.output.text, place.messages.text, place.file("report.jsonl")] {
        #expect(!text.contains("SecretSecret"), "\(text)")
      }
      #expect(!(place.messages.text + place.output.text).isEmpty)
    }
  }

  @Test func `variables of the environment that hold keys cannot be read`() async throws {
    for name in ["STRIPE_API_KEY", "SHELL_NAME"] {
      let place = try TestPlace()
      let code = await place.run("print env(\"\(name)\")", environment: [name: Self.key])
      #expect(code == 1)
      #expect(place.output.text.isEmpty)
      #expect(!place.messages.text.contains("SecretSecret"))
    }
  }

  @Test func `settings and profiles show no key`() async throws {
    let place = try TestPlace(Self.quoting, key: Self.key)
    #expect(await place.run("show settings\nshow profiles\nshow variables") == 0)
    #expect(!place.output.text.contains("SecretSecret"))
  }

  @Test func `the banner and the prompt tell the account and no key`() async throws {
    let place = try TestPlace(Self.quoting, key: Self.key)
    let session = place.session()
    let banner = try #require(await session.banner())
    let prompts = await session.prompts()
    #expect(banner.contains("LIVE"))
    for text in [banner, prompts.primary, prompts.continuation] {
      #expect(!text.contains("SecretSecret") && !text.contains("_live_"), "\(text)")
    }
  }

  @Test func `plans and dry runs, which are shown around, mask a key`() async throws {
    for format in ["table", "ndjson"] {
      let place = try TestPlace()
      let code = await place.run(
        """
        explain query customers where email = "\(Self.key)" and name = "\(Self.key)"
        create customer { name: "\(Self.key)" }
        """, settings: [.format: .string(format), .dryRun: true])
      #expect(code == 0)
      #expect(place.output.text.contains("sk_live_****"))
      #expect(!place.output.text.contains("SecretSecret"))
    }
  }

  @Test(arguments: [
    ("key sk_test_abcdEFGH12, more", "key sk_test_**********, more"),
    (#"{"a":"whsec_abcdefgh"}"#, #"{"a":"whsec_********"}"#),
    ("pi_1_secret_abcdefghijklm", "pi_1_secret_*************"),
    (
      "task_live_x and sk_test_ and client_secret_key",
      "task_live_x and sk_test_ and client_secret_key"
    ),
    ("Invalid key: sk_test_****1234", "Invalid key: sk_test_****1234"),
    ("risk_test_case", "risk_test_case"),
  ])
  func `masks keep the length of what they hide`(text: String, masked: String) {
    #expect(SecretMask.masked(text) == masked)
  }
}
