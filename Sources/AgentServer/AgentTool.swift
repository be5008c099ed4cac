import JSON

/// A tool that the server offers to agents.
enum AgentTool: String, CaseIterable {
  case run, check, explain, describe, help

  /// An argument of a tool.
  struct Argument {
    let name: String
    let schema: JSONValue
    var isRequired = false
  }

  /// The entry of the tool in the list of tools.
  /// - Parameter allowsWrites: true if statements may write.
  func document(allowsWrites: Bool) -> JSONValue {
    let properties = arguments.map { JSONMember($0.name, $0.schema) }
    let required = arguments.filter(\.isRequired).map { JSONValue.string($0.name) }
    let isReadOnly = self != .run || !allowsWrites
    return [
      "name": .string(rawValue), "title": .string(title),
      "description": .string(description(allowsWrites: allowsWrites)),
      "inputSchema": [
        "type": "object", "properties": .object(JSONObject(properties)),
        "required": .array(required), "additionalProperties": false,
      ],
      "annotations": [
        "title": .string(title), "readOnlyHint": .bool(isReadOnly),
        "destructiveHint": .bool(!isReadOnly), "openWorldHint": .bool(self == .run),
      ],
    ]
  }

  private var title: String {
    switch self {
    case .run: "Run statements"
    case .check: "Check statements"
    case .explain: "Show the requests of statements"
    case .describe: "Describe an object, a field or an action"
    case .help: "Help on the language"
    }
  }

  private func description(allowsWrites: Bool) -> String {
    switch self {
    case .run:
      "Runs pinstripe statements on the Stripe account and returns rows as JSON, for example: "
        + "query invoices where status = \"open\" select id, total, customer.name limit 20. "
        + (allowsWrites
          ? "Statements may write; pass dry_run to see the writes without sending them. "
          : "Writes are refused; pass dry_run to see what they would send. ")
        + "Results are bounded: prefer select, where, limit and aggregates such as count()."
    case .check: "Checks statements without running them, and returns all errors with their places."
    case .explain: "Shows which requests statements would send, without sending any."
    case .describe:
      "Describes an object (invoices), a field (invoice lines.data.price), an operation (create "
        + "invoice) or an action (invoice finalize) with types, allowed values and filters."
    case .help:
      "Returns a page about the language, such as where, dates, money, functions or an object; "
        + "without a topic, the list of topics."
    }
  }

  /// The arguments, by which calls are checked.
  var arguments: [Argument] {
    let statements = Argument(
      name: "statements", schema: Self.text("One or several statements."), isRequired: true)
    switch self {
    case .run:
      return [
        statements,
        Argument(
          name: "max_rows",
          schema: [
            "type": "integer", "minimum": 1,
            "description": "Maximum number of rows, within the server's own limit.",
          ]),
        Argument(
          name: "dry_run",
          schema: ["type": "boolean", "description": "Show writes without sending them."]),
      ]
    case .check, .explain: return [statements]
    case .describe:
      return [
        Argument(
          name: "name", schema: Self.text("Such as invoices, or invoice finalize."),
          isRequired: true)
      ]
    case .help: return [Argument(name: "topic", schema: Self.text("Such as where or dates."))]
    }
  }

  private static func text(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  /// Returns what is wrong with the arguments of a call; nil if nothing is.
  func problem(with given: JSONValue) -> String? {
    guard given == .null || given.object != nil else { return "`arguments` must be an object" }
    let known = arguments
    if let other = given.object?.keys.first(where: { name in !known.contains { $0.name == name } })
    {
      return "unknown argument `\(other)`; there are "
        + known.map(\.name).joined(separator: ", ")
    }
    for argument in known {
      guard let value = given[argument.name], value != .null else {
        if argument.isRequired { return "the argument `\(argument.name)` is missing" }
        continue
      }
      let type = argument.schema["type"]?.string
      let fits =
        switch type {
        case "integer": (value.integer ?? 0) >= 1
        case "boolean": value.bool != nil
        case _: value.string != nil
        }
      if !fits { return "the argument `\(argument.name)` must be a valid \(type ?? "value")" }
    }
    return nil
  }
}
