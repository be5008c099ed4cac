import AccountConfiguration
import Analysis
import Execution
import JSON
import Prompt
import Redaction

extension Session {
  func show(_ topic: ShowTopic) throws {
    switch topic {
    // A name or a path may be a key in the wrong place.
    case .settings: try show(try settingRows().map { SecretMask.masked($0) })
    case .profiles: try show(try profileRows().map { SecretMask.masked($0) })
    case .objects: try show(objectRows)
    case .variables:
      try show(
        bindings().variables.sorted { $0.key < $1.key }.map { name, value in
          ["variable": .string("$" + name), "value": value]
        })
    case .history:
      let history = History(path: surroundings.historyPath)
      try show(history.entries.map { ["statement": .string($0)] })
    case .journal:
      try showJournal()
    }
  }

  private func settingRows() throws -> [JSONValue] {
    let connection = try connect()
    var rows: [JSONValue] = [
      [
        "setting": "account", "value": .string(connection.choice.name),
        "source": .string(connection.choice.source.description),
      ],
      [
        "setting": "mode", "value": .string(connection.mode.rawValue),
        "source": connection.stripe == nil ? "the account" : "the key",
      ],
      [
        "setting": "api_version",
        "value": .string(connection.stripe?.apiVersion ?? catalog.apiVersion),
        "source": connection.stripe?.apiVersion == nil ? "default" : "profile or option",
      ],
    ]
    rows += Setting.allCases.map { setting in
      [
        "setting": .string(setting.rawValue), "value": settings.value(of: setting),
        "source": .string(settings.sources[setting] ?? "default"),
      ]
    }
    return rows
  }

  private func profileRows() throws -> [JSONValue] {
    let configuration: ConfigurationFile?
    do {
      configuration = try surroundings.configuration()
    } catch {
      throw Failure(.input("\(error)"))
    }
    let current = try connect().choice.name
    var rows = (configuration?.profiles ?? []).map { profile -> JSONValue in
      [
        "profile": .string(profile.name), "leads_to": .string(profile.target.words),
        "default": .bool(profile.name == configuration?.defaultProfile),
        "in_use": .bool(profile.name == current),
      ]
    }
    rows.append(
      [
        "profile": "sandbox", "leads_to": "the embedded sandbox", "default": false,
        "in_use": .bool(current == "sandbox"),
      ])
    return rows
  }

  private var objectRows: [JSONValue] {
    catalog.objects.map { object in
      let kinds = Set(object.operations.map(\.kind))
      let verbs: [(String, Bool)] = [
        ("get", kinds.contains(.retrieve)), ("list", kinds.contains(.list)),
        ("search", kinds.contains(.search)), ("create", kinds.contains(.create)),
        ("update", kinds.contains(.update)), ("delete", kinds.contains(.delete)),
      ]
      return [
        "object": .string(object.name),
        "verbs": .string(verbs.filter(\.1).map(\.0).joined(separator: " ")),
        "transactions": .string(object.actionNames.joined(separator: " ")),
      ]
    }
  }
}

extension Profile.Target {
  fileprivate var words: String {
    switch self {
    case .sandbox(let data): "the embedded sandbox" + (data.map { " in \($0)" } ?? "")
    case .stripe(let stripe): "Stripe, with the key from \(stripe.key)"
    }
  }
}
