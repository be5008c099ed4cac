import Console
import JSON
import JSONRPC

/// A server of the Model Context Protocol: agents check, explain and run statements with it.
package actor AgentService: RPCService {
  /// The versions of the protocol that the server speaks, the newest first.
  private static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]

  /// The notification by which clients cancel requests.
  package static let cancellation = RPCCancellation(
    method: "notifications/cancelled", parameter: "requestId", isAnswered: false)

  private let workbench: Workbench
  private var isInitialized = false

  /// Creates a server.
  /// - Parameter dependencies: returns the dependencies of a session; each run has one of its own.
  package init(
    _ options: AgentOptions,
    dependencies: @escaping @Sendable () throws -> SessionDependencies
  ) {
    workbench = Workbench(options: options, dependencies: dependencies)
  }

  package func take(_ notification: RPCNotification) -> Bool { true }

  package func finish() async { await workbench.accounts.close() }

  package func work(for request: RPCRequest) throws -> Work {
    switch request.method {
    case "ping":
      return { [:] }
    case "initialize":
      isInitialized = true
      let result = initialization(asked: request.params["protocolVersion"]?.string)
      return { result }
    case _ where !isInitialized:
      throw RPCError.invalidRequest("the server is not initialized")
    case "tools/list":
      let tools = AgentTool.allCases.map {
        $0.document(allowsWrites: workbench.options.allowsWrites)
      }
      return { ["tools": .array(tools)] }
    case "tools/call":
      return try call(request.params)
    case _:
      throw RPCError.unknownMethod(request.method)
    }
  }

  private func call(_ params: JSONValue) throws -> Work {
    let name = params["name"]?.string ?? ""
    guard let tool = AgentTool(rawValue: name) else {
      let names = AgentTool.allCases.map(\.rawValue).joined(separator: ", ")
      throw RPCError.invalidParams("unknown tool `\(name)`; there are \(names)")
    }
    let (workbench, arguments) = (workbench, params["arguments"] ?? .null)
    return {
      if let problem = tool.problem(with: arguments) {
        return ToolResult.failed(problem).document
      }
      return await workbench.result(of: tool, arguments).document
    }
  }

  /// Returns the response to `initialize`.
  /// - Parameter version: the version that the client asks for; another one is offered if the
  ///   server does not speak it.
  private func initialization(asked version: String?) -> JSONValue {
    let spoken = Self.versions.first { $0 == version } ?? Self.versions.first ?? ""
    return [
      "protocolVersion": .string(spoken),
      "capabilities": ["tools": ["listChanged": false]],
      "serverInfo": [
        "name": "pinstripe", "title": "pinstripe",
        "version": .string(workbench.options.version),
      ],
      "instructions": .string(Self.instructions),
    ]
  }

  private static let instructions = """
    pinstripe queries and updates a Stripe account with statements such as `query invoices where \
    status = "open" and created in last month select number, total, customer.name limit 20`. Use \
    `describe` for the fields of an object, `help` for the language, `check` before you run a \
    long script, and `run` with `select`, `where`, `limit` and aggregates to keep results small. \
    Amounts are integers in the smallest unit of their currency, times are Unix seconds.
    """
}
