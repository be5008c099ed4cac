import Foundation
import JSON
import JSONRPCTesting
import Testing

struct AgentServerTests {
  private func run(_ statements: String, _ more: JSONObject = [:]) -> (String, JSONValue) {
    var arguments: JSONObject = ["statements": .string(statements)]
    for member in more.members { arguments[member.key] = member.value }
    return ("run", .object(arguments))
  }

  private func text(_ result: JSONValue) -> String {
    (result["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
  }

  @Test(arguments: [
    ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
    ("1999-01-01", "2025-06-18"),
  ])
  func `the version of the protocol is agreed on`(asked: String, spoken: String) async throws {
    let found = try await Agent().answers([
      Conversation.request(1, "tools/list"),
      Conversation.request(2, "initialize", ["protocolVersion": .string(asked)]),
      Conversation.notification("notifications/initialized"), Conversation.request(3, "ping"),
      Conversation.request(4, "tools/list"), Conversation.request(5, "resources/list"),
      Conversation.request(6, "tools/call", ["name": "drop"]),
    ])
    #expect(found.response(1)["error"]?["code"] == -32600)
    #expect(found.result(2)["protocolVersion"]?.string == spoken)
    #expect(found.result(3) == [:])
    let names = found.result(4)["tools"]?.array?.map { $0["name"]?.string }
    #expect(names == ["run", "check", "explain", "describe", "help"])
    #expect(found.response(5)["error"]?["code"] == -32601)
    #expect(found.response(6)["error"]?["code"] == -32602)
  }

  @Test func `writes are refused unless they are allowed`() async throws {
    let statement = "create customer { name: \"Ann\" }"
    let refused = try await Agent().results(
      run(statement), run("set read_only = false\n" + statement),
      run("set output = \"x.csv\"\nlist customers"), run("list customers into \"x.csv\""),
      run(statement, ["dry_run": true]), run("list customers"),
      run("list customers into \"sqlite:x.db\""))
    #expect(refused[0]["isError"] == true)
    #expect(text(refused[0]).contains("read-only"))
    #expect(text(refused[1]).contains("--allow-writes"))
    #expect(refused[1]["isError"] == true)
    #expect(text(refused[2]).contains("writes no files"))
    #expect(text(refused[3]).contains("writes no files"))
    #expect(text(refused[6]).contains("fills no databases"))
    #expect(refused[4]["isError"] == false)
    #expect(refused[5]["structuredContent"]?["row_count"] == 0)
    let done = try await Agent(allowsWrites: true).results(
      run(statement), run("list customers select name"))
    #expect(done[1]["structuredContent"]?["rows"] == [["name": "Ann"]])
  }

  @Test(arguments: ["ndjson", "json", "csv"])
  func `files are read only where writes are allowed`(format: String) async throws {
    let path = NSTemporaryDirectory() + "\(UUID().uuidString).\(format)"
    let text = format == "csv" ? "name\nsecret\n" : "[{\"name\":\"secret\"}]"
    try Data((format == "ndjson" ? "{\"name\":\"secret\"}\n" : text).utf8)
      .write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let calls = [
      run("print read(\"\(path)\")"), run("let rows = read(\"\(path)\")\nprint $rows"),
      run("create customers from \"\(path)\"", ["dry_run": true]),
      run("include \"\(path)\""), ("check", ["statements": .string("include \"\(path)\"")]),
      ("explain", ["statements": .string("create customers from \"\(path)\"")]),
    ]
    for (index, refused) in try await Agent().results(calls).enumerated() {
      #expect(!refused.compact.contains("secret"), "\(refused.compact)")
      #expect(index == 5 || refused.compact.contains("reads no files"), "\(refused.compact)")
    }
    let allowed = try await Agent(allowsWrites: true).results(Array(calls.prefix(3)))
    for shown in allowed { #expect(shown.compact.contains("secret"), "\(shown.compact)") }
  }

  @Test func `a live account is guarded besides`() async throws {
    let statement = "create customer { name: \"Ann\" }"
    let guarded = try await Agent(allowsWrites: true, isLive: true).results(run(statement))
    #expect(guarded[0]["structuredContent"]?["exit_code"] == 6)
    #expect(text(guarded[0]).contains("live"))
    let allowed = try await Agent(allowsWrites: true, liveWrites: true, isLive: true)
      .results(run(statement))
    #expect(allowed[0]["isError"] == false)
  }

  @Test func `keys are not shown`() async throws {
    let found = try await Agent(isLive: true).results(
      run("print env(\"STRIPE_API_KEY\")"), run("print \"\(Agent.key)\""), run("show settings"),
      run("get customer \(Agent.key)"), ("check", ["statements": .string("list \"\(Agent.key)\"")]),
      ("describe", ["name": .string(Agent.key)]))
    for text in found.map(\.compact) {
      let isShown = text.contains(Agent.key)
      #expect(!isShown, "\(text)")
    }
  }

  @Test func `results are bounded and say what was left out`() async throws {
    let make = (1...5).map { "create customer { name: \"c\($0)\" }" }.joined(separator: "\n")
    let rows = "list customers select name"
    let found = try await Agent(allowsWrites: true, maxRows: 3).results(
      run(make), run(rows, ["max_rows": 2]), run(rows, ["max_rows": 50]), run(rows + " limit 3"))
    #expect(found[0]["structuredContent"]?["row_count"] == 3)
    #expect(text(found[0]).contains("2 more lines were left out"))
    #expect(found[1]["structuredContent"]?["row_count"] == 2)
    #expect(found[1]["structuredContent"]?["complete"] == false)
    #expect(text(found[1]).contains("narrow the statement"))
    #expect(found[2]["structuredContent"]?["row_count"] == 3)
    #expect(found[3]["structuredContent"]?["complete"] == true)
    let short = try await Agent(allowsWrites: true, maxBytes: 40).results(run(make), run(rows))
    #expect(short[1]["structuredContent"]?["row_count"] == 2)
  }

  @Test func `a run that only reads ends where its result does`() async throws {
    let found = try await Agent(maxRows: 2).results(
      run("print 1\nprint 2\nprint 3\nprint 4\nassert false"))
    #expect(found[0]["isError"] == false)
    #expect(found[0]["structuredContent"]?["rows"] == [1, 2])
    #expect(text(found[0]).contains("statements after them were not run"))
  }

  @Test func `errors are data with places`() async throws {
    let found = try await Agent().results(
      run("print 1\nlist custmers"), ("check", ["statements": "list custmers"]),
      run("get customer cus_1"), ("run", [:]), ("run", ["statements": 5]),
      ("help", ["topic": "wher"]), ("run", ["statement": "list customers"]))
    let problem = found[0]["structuredContent"]?["errors"]?[0]
    #expect(problem?["code"] == "unknown_object")
    #expect(problem?["line"] == 2)
    #expect(found[1]["structuredContent"]?["valid"] == false)
    #expect(found[1]["isError"] == false)
    #expect(found[2]["structuredContent"]?["errors"]?[0]?["error"]?["code"] == "resource_missing")
    #expect(text(found[3]).contains("`statements` is missing"))
    #expect(found[4]["isError"] == true)
    #expect(text(found[5]).contains("did you mean `where`?"))
    #expect(text(found[6]).contains("unknown argument `statement`"))
  }

  @Test func `plans, descriptions and help are texts`() async throws {
    let found = try await Agent().results(
      ("explain", ["statements": "query invoices where status = \"open\""]),
      ("describe", ["name": "invoice finalize"]), ("describe", ["name": "nothing"]),
      ("help", [:]), ("help", ["topic": "dates"]))
    #expect(text(found[0]).contains("requests:"))
    #expect(text(found[1]).contains("auto_advance"))
    #expect(found[2]["isError"] == true)
    #expect(text(found[3]).contains("help TOPIC"))
    #expect(found[4]["structuredContent"]?["complete"] == true)
  }
}
