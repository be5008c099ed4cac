/// How an event is brought about: by requests that cause it.
struct TriggerRecipe: Sendable, Hashable {
  /// One request.
  struct Step: Sendable, Hashable {
    /// What later steps call the answer.
    var name: String?
    let method: String
    /// With `{name.path}` in the place of what earlier steps answered.
    let target: String
    /// A form without escapes, or JSON.
    let body: String
    /// Whether a refusal is what is meant: a declined card.
    var mayFail = false
  }

  let steps: [Step]
}

/// The recipes of all events that the sandbox can cause.
///
/// A recipe begins with the names of its events at the margin. Below it each line is a request as
/// `name = METHOD path form`, where the name may be left out, or `use` with recipes to begin with.
/// What is further to the right belongs to the line above; `?` is before a request that may fail.
enum TriggerRecipes {
  /// By the name of the event.
  static let all: [String: TriggerRecipe] = {
    let fragments = parse(common)
    var recipes: [String: TriggerRecipe] = [:]
    for text in [catalog, billing, payments, others] {
      for (name, lines) in parse(text) {
        recipes[name] = TriggerRecipe(steps: steps(lines, fragments))
      }
    }
    return recipes
  }()

  private static func parse(_ text: String) -> [String: [String]] {
    var recipes: [String: [String]] = [:]
    var names: [String] = []
    var isBegun = true
    for line in text.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      let content = String(line.dropFirst(indent))
      if indent == 0 {
        names = (isBegun ? [] : names) + content.split(separator: " ").map(String.init)
        isBegun = false
        continue
      }
      isBegun = true
      for name in names {
        if indent == 2 {
          recipes[name, default: []].append(content)
        } else if let last = recipes[name]?.indices.last {
          let isWithin = recipes[name]?[last].hasSuffix("&") == true || content.hasPrefix("\"")
          recipes[name]?[last] += (isWithin ? "" : " ") + content
        }
      }
    }
    return recipes
  }

  private static func steps(_ lines: [String], _ fragments: [String: [String]])
    -> [TriggerRecipe.Step]
  {
    lines.flatMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.first == "use" else { return [step(line)] }
      return words.dropFirst().flatMap { steps(fragments[$0] ?? [], fragments) }
    }
  }

  private static func step(_ line: String) -> TriggerRecipe.Step {
    let mayFail = line.hasPrefix("? ")
    var rest = mayFail ? line.dropFirst(2) : line[...]
    var name: String?
    let words = rest.split(separator: " ", maxSplits: 2)
    if words.count == 3, words[1] == "=" {
      name = String(words[0])
      rest = words[2]
    }
    let parts = rest.split(separator: " ", maxSplits: 2).map(String.init)
    return TriggerRecipe.Step(
      name: name, method: parts.first ?? "", target: parts.count > 1 ? parts[1] : "",
      body: parts.count > 2 ? parts[2] : "", mayFail: mayFail)
  }
}
