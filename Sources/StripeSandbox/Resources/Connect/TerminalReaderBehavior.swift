import JSON

/// Readers of Terminal: registered by a code, of which Stripe has simulated ones for tests.
struct TerminalReaderBehavior: ResourceBehavior {
  let typeName = "terminal.reader"

  /// The codes of simulated readers, and their devices. Source: Stripe's documentation of
  /// testing Terminal.
  private static let simulated = [
    "simulated-wpe": "simulated_wisepos_e", "simulated-s700": "simulated_stripe_s700",
    "simulated-s710": "simulated_stripe_s710",
  ]

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let code = parameters.text("registration_code") else {
      throw .missingParameter("registration_code")
    }
    var reader = try workspace.build(typeName, from: parameters)
    reader["device_type"] = .string(Self.simulated[code] ?? "simulated_wisepos_e")
    reader["serial_number"] = .string(workspace.randomCode(12))
    reader["status"] = "offline"
    if !parameters.has("label") { reader["label"] = reader["serial_number"] }
    return reader
  }
}
