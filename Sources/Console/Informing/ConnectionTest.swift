import Execution
import JSON
import StripeWire

/// `test connection`: shows the account, its mode, the API version and the latency.
struct ConnectionTest {
  let connection: Connection
  let engine: Engine

  /// Sends the requests of the test.
  /// - Returns: the document to show; latency in milliseconds.
  /// - Throws: `Failure` if a request fails.
  func run() async throws -> JSONValue {
    let account = try await engine.get("/v1/account", title: "test connection")
    let balance = try await engine.get("/v1/balance", title: "test connection")
    let livemode = balance.body["livemode"]?.bool
    let mode = livemode.map { $0 ? "live" : connection.mode == .sandbox ? "sandbox" : "test" }
    return [
      "account": account.body["id"]?.value ?? .null,
      "name": .string(account.body.accountName),
      "mode": .string(mode ?? connection.mode.rawValue),
      "api_version": engine.options.apiVersion.map(JSONValue.string) ?? .null,
      "latency_ms": .integer(Int(min(account.milliseconds, balance.milliseconds).rounded())),
      "chosen_by": .string(connection.choice.source.description),
    ]
  }
}
