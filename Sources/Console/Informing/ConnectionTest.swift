import Execution
import JSON
import StripeWire

extension Session {
  /// `test connection`: who answers, in which mode, in which API version, how fast.
  func testConnection() async throws {
    let connection = try connect()
    let engine = try engine()
    let account = try await engine.get("/v1/account", title: "test connection")
    let balance = try await engine.get("/v1/balance", title: "test connection")
    let livemode = balance.body["livemode"]?.bool
    let mode = livemode.map { $0 ? "live" : connection.mode == .sandbox ? "sandbox" : "test" }
    try show(
      [
        [
          "account": account.body["id"]?.value ?? .null,
          "name": .string(account.body.accountName),
          "mode": .string(mode ?? connection.mode.rawValue),
          "api_version": .string(engine.options.apiVersion ?? catalog.apiVersion),
          "latency_ms": .integer(Int(min(account.milliseconds, balance.milliseconds).rounded())),
          "chosen_by": .string(connection.choice.source.description),
        ]
      ], isSingle: true)
  }
}
