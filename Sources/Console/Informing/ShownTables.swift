import AccountConfiguration
import Analysis
import Execution
import JSON
import Redaction
import StripeCatalog

/// The rows of `show settings` and `show profiles`.
struct AccountTables {
  let services: RunServices

  func settingRows(_ state: inout SessionState) throws -> [JSONValue] {
    let connection = try services.account.connect(&state.settings)
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
        "value": .string(connection.stripe?.apiVersion ?? services.catalog.apiVersion),
        "source": connection.stripe?.apiVersion == nil ? "default" : "profile or option",
      ],
    ]
    for setting in Setting.allCases {
      rows.append([
        "setting": .string(setting.rawValue), "value": value(of: setting, state),
        "source": .string(state.settings.sources[setting] ?? "default"),
      ])
    }
    return rows
  }

  /// Returns the current value of a setting; for the time zone, the one that dates depend on.
  private func value(of setting: Setting, _ state: SessionState) -> JSONValue {
    setting == .timeZone
      ? .string(services.bindings(state).zone.name) : state.settings.value(of: setting)
  }

  func profileRows(_ state: inout SessionState) throws -> [JSONValue] {
    let configuration: ConfigurationFile?
    do {
      configuration = try services.dependencies.accounts.configuration()
    } catch {
      throw Failure(.input("\(error)"))
    }
    let current = try services.account.connect(&state.settings).choice.name
    var rows = (configuration?.profiles ?? []).map { profile -> JSONValue in
      [
        "profile": .string(profile.name), "target": .string(profile.target.words),
        "default": .bool(profile.name == configuration?.defaultProfile),
        "in_use": .bool(profile.name == current),
      ]
    }
    rows.append(
      [
        "profile": "sandbox", "target": "the embedded sandbox", "default": false,
        "in_use": .bool(current == "sandbox"),
      ])
    return rows
  }
}

/// The rows of `show objects`.
struct ObjectTable {
  let catalog: Catalog

  var rows: [JSONValue] {
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
        "actions": .string(object.actionNames.joined(separator: " ")),
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
