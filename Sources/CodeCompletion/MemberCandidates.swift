import Analysis
import Expressions
import Language
import StripeCatalog

extension Candidates {
  /// Returns the members of a value below a path; none if its shape is unknown.
  func members(of value: CompletionValue, below path: [PathComponent]) -> [Candidate] {
    guard let shape = try? shape(of: value).following(path.map(\.step)) else { return [] }
    return shape.memberNames.compactMap { name in
      (try? shape.member(named: name)).map { member in
        Candidate(name, member.summary, ending: member.memberNames.isEmpty ? " " : ".")
      }
    }
  }

  private func shape(of value: CompletionValue) -> ValueShape {
    switch value {
    case .variable(let name): context.shapes[name] ?? .unknown
    case .element(let name): context.shapes[name]?.element ?? .unknown
    case .rowOfFile(let path): context.rowShape(path)
    case .row(let target): target.object(in: context.catalog).map { .object($0) } ?? .unknown
    }
  }
}

extension ValueShape {
  /// The shape in a word or two; empty if it is unknown.
  fileprivate var summary: String {
    switch self {
    case .unknown: ""
    case .typed(let type, _): type.summary
    case .list: "list"
    case .record: "{ … }"
    }
  }
}
