import Analysis
import Planning
import Presentation
import StripeCatalog

/// A description as text in sections, for a terminal.
struct DescriptionPage {
  private let describer: Describer
  private let description: Description

  init(_ description: Description, in catalog: Catalog) {
    describer = Describer(catalog: catalog)
    self.description = description
  }

  private struct Section {
    let title: String
    let items: [Describer.Item]
  }

  /// Returns the lines of the page.
  /// - Parameter width: the width of the terminal in columns.
  func lines(width: Int) -> [String] {
    var lines = DefinitionList.wrapped(title, to: width)
    for section in sections where !section.items.isEmpty {
      lines += ["", section.title]
      lines += DefinitionList(section.items.map(\.entry)).lines(width: width)
    }
    guard let example = ExampleStatement(describer.catalog).text(for: description) else {
      return lines
    }
    // The example is meant to be copied, so it is not wrapped.
    return lines + ["", "Example", "  " + example]
  }

  private var title: String {
    switch description {
    case .object(let object):
      let prefixes = object.idPrefixes.map { "\($0)…" }.joined(separator: " ")
      return "\(object.name) · plural \(object.plural)"
        + (prefixes.isEmpty ? "" : " · ids \(prefixes)")
    case .operation(let operation):
      let consequence = Consequence(method: operation.method, path: operation.path)
      let verb = operation.kind == .action ? operation.name : operation.verbText
      return "\(verb) \(operation.object.name) · \(operation.method) \(operation.path)"
        + (consequence.map { " · \($0.text)" } ?? "")
    case .member(let member):
      return "\(member.path) of \(member.object.name)"
    }
  }

  private var sections: [Section] {
    let items = describer.items(of: description)
    switch description {
    case .object:
      return [
        Section(title: "Fields", items: items.filter { $0.kind == .field }),
        Section(title: "Filters", items: items.filter { $0.kind == .filter }),
        Section(title: "Operations", items: items.filter { $0.kind == .operation && !$0.isAction }),
        Section(title: "Actions", items: items.filter(\.isAction)),
      ]
    case .operation:
      return [
        Section(title: "Required parameters", items: items.filter(\.isRequired)),
        Section(title: "Optional parameters", items: items.filter { !$0.isRequired }),
      ]
    case .member:
      return [
        Section(title: items.first?.kind.title ?? "", items: Array(items.prefix(1))),
        Section(title: "Members", items: Array(items.dropFirst())),
      ]
    }
  }
}

extension Describer.Item {
  /// The entry of the list: the name, and the type with notes and values.
  fileprivate var entry: DefinitionList.Entry {
    let parts = [type] + notes + [values.joined(separator: ", ")]
    let term = isAction ? String(name.dropFirst("execute ".count)) : name
    return .init(term, parts.filter { !$0.isEmpty }.joined(separator: " · "))
  }
}

extension Describer.Item.Kind {
  fileprivate var title: String {
    switch self {
    case .field: "Field"
    case .filter: "Filter"
    case .parameter: "Parameter"
    case .operation: "Operation"
    case .example: "Example"
    }
  }
}
