import Analysis
import Execution
import JSON
import Prompt
import Redaction

/// Runs the statements that show information: `show`, `describe`, `explain`, `help` and `test
/// connection`.
struct Informant {
  let services: RunServices

  func answer(_ statement: CheckedStatement, in state: inout SessionState) async throws {
    switch statement.kind {
    case .show(let topic):
      try show(topic, in: &state)
    case .describe(let description):
      try describe(description, in: state)
    case .explain(analyzes: true, let inner):
      try await PlanAnalysis(services: services).run(inner, in: &state)
    case .explain(analyzes: false, let inner):
      try Explainer(services: services, state: state).explain(inner)
    case .testConnection:
      try await testConnection(in: &state)
    case .help(let topic):
      let text = try HelpTexts.text(on: topic, width: services.streams.width())
      try services.informing(state).printText(text)
    case .operation, .assignment, .loop, .conditional, .assertion, .print, .included, .use,
      .setting, .exit:
      // The interpreter runs these statements itself.
      break
    }
  }

  /// Prints sections on a terminal, and JSON documents elsewhere.
  private func describe(_ description: Description, in state: SessionState) throws {
    let output = services.output(state)
    if services.listsForPeople(state) {
      let page = DescriptionPage(description, in: services.catalog)
      let lines = page.lines(width: services.streams.width())
      return try output.printText(lines.joined(separator: "\n"))
    }
    var items = Describer(catalog: services.catalog).items(of: description)
    if let example = ExampleStatement(services.catalog).text(for: description) {
      items.append(.init(name: "example", kind: .example, type: "", values: [example]))
    }
    try output.show(items.map(\.document))
  }

  private func show(_ topic: ShowTopic, in state: inout SessionState) throws {
    let rows = try rows(of: topic, in: &state)
    try services.informing(state).show(rows)
  }

  private func rows(
    of topic: ShowTopic, in state: inout SessionState
  ) throws -> [JSONValue] {
    let accounts = AccountTables(services: services)
    switch topic {
    // A name or a path may contain a key that was entered in the wrong place.
    case .settings: return try accounts.settingRows(&state).map { SecretMask.masked($0) }
    case .profiles: return try accounts.profileRows(&state).map { SecretMask.masked($0) }
    case .objects: return ObjectTable(catalog: services.catalog).rows
    case .variables:
      return state.variables.sorted { $0.key < $1.key }.map { name, value in
        ["variable": .string("$" + name), "value": value]
      }
    case .history:
      let history = History(path: services.dependencies.files.historyPath)
      return history.entries.map { ["statement": .string($0)] }
    case .journal:
      // The journal of the current run, or else those of interrupted runs.
      if let journal = services.journal { return try journal.documents() }
      return try services.dependencies.journals.summaries()
    }
  }

  private func testConnection(in state: inout SessionState) async throws {
    let test = ConnectionTest(
      connection: try services.account.connect(&state.settings),
      engine: try services.account.engine(&state.settings))
    let document = try await test.run()
    try services.informing(state).show([document], isSingle: true)
  }
}
