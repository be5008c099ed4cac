/// Makes random statements from the grammar file, by its rules and the few its comments add.
struct StatementGenerator {
  private let grammar: EBNF
  private let heights: [String: Int]
  private var random: SeededGenerator
  private var depth = 0
  /// The clauses and the body an operation has already, innermost operation last.
  private var taken: [Set<String>] = []
  /// The verb of each operation around, and whether it is a value.
  private var reads: [Bool] = []
  private var isValue = false

  /// How deep it goes before it takes the shortest way out.
  private static let reach = 24
  /// How many tokens it makes before it does so.
  private static let size = 40
  private var made = 0

  init(_ grammar: EBNF, seed: Int) {
    self.grammar = grammar
    random = SeededGenerator(seed: seed)
    heights = StatementGenerator.heights(of: grammar)
  }

  /// The tokens of a text; blanks may stand between any two.
  mutating func tokens(_ production: String = "statement") -> [String] {
    depth = 0
    made = 0
    taken = []
    reads = []
    isValue = false
    return expand(.reference(production))
  }

  private mutating func expand(_ rule: EBNF.Rule) -> [String] {
    switch rule {
    case .literal(let text):
      made += 1
      return [text]
    case .characters: return [lexeme(rule)]
    case .sequence(let parts): return parts.flatMap { expand($0) }
    case .choice(let alternatives):
      let allowed = alternatives.filter(isAllowed)
      let way =
        isDeep ? allowed.min { height($0) < height($1) } : allowed.randomElement(using: &random)
      return way.map { expand($0) } ?? []
    case .repeated(let inner, let least, let most):
      let count = isDeep ? least : Int.random(in: least...max(least, min(most, 2)), using: &random)
      return (0..<count).flatMap { _ in
        height(inner) < .max && isAllowed(inner) ? expand(inner) : []
      }
    case .reference(let name): return produce(name)
    }
  }

  private mutating func produce(_ name: String) -> [String] {
    guard let rule = grammar.productions[name] else { return [] }
    if name.first?.isUppercase == true {
      made += 1
      return [token(name)]
    }
    depth += 1
    defer { depth -= 1 }
    taken.indices.last.map { index in _ = taken[index].insert(name) }
    switch name {
    case "operation":
      taken.append([])
      reads.append(false)
      defer {
        taken.removeLast()
        reads.removeLast()
      }
      return expand(rule)
    case "verb-phrase":
      let words = expand(rule)
      let isRead = ["get", "retrieve", "list", "query"].contains(words[0])
      if let index = reads.indices.last { reads[index] = isRead && isValue }
      return words
    case "value":
      let outer = isValue
      isValue = true
      defer { isValue = outer }
      return expand(rule)
    case "block":
      let outer = (isValue, taken, reads)
      (isValue, taken, reads) = (false, [], [])
      defer { (isValue, taken, reads) = outer }
      return expand(rule)
    case "profile-name": return [expand(rule).joined()]
    case "target": return target()
    // An operation here would take the clauses that follow.
    case "from-clause": return ["from"] + (random.chance(30) ? ["stdin"] : produce("expression"))
    default: return expand(rule)
    }
  }

  /// The child's name in `lines invoice in_1 line il_2` repeats the object's.
  private mutating func target() -> [String] {
    let object = produce("dotted-name")
    guard random.chance(30) else {
      let ids = random.chance(60) ? produce("ids") : []
      return object + ids + produce("parents")
    }
    var parent = produce("dotted-name")
    // A single word with a digit in it is taken for an id that lacks its comma.
    if parent.count == 1, parent[0].contains(where: \.isNumber) { parent = ["invoice"] }
    let nested = object + parent + produce("id")
    return random.chance(50) ? nested + object + produce("ids") : nested
  }

  private func isAllowed(_ rule: EBNF.Rule) -> Bool {
    switch rule {
    case .reference("shell-tail"): return false
    case .reference("body") where reads.last == true: return false
    case .reference("body"): return taken.last?.contains("body") != true
    case .reference("clause"):
      return taken.last.map { $0.filter { $0.hasSuffix("-clause") }.count < 9 } ?? true
    case .reference(let name) where name.hasSuffix("-clause"):
      return taken.last?.contains(name) != true
    case .choice(let alternatives): return alternatives.contains(where: isAllowed)
    case .reference, .literal, .characters, .sequence, .repeated: return true
    }
  }

  private var isDeep: Bool {
    depth > StatementGenerator.reach || made > StatementGenerator.size
  }

  // MARK: Tokens

  private static let words = [
    "status", "created", "invoice", "customers", "amount_due", "metadata", "tier", "in_1",
    "cus_9s6",
    "Total", "_x", "lines", "data", "price", "zebra", "q9",
  ]

  private mutating func token(_ name: String) -> String {
    switch name {
    case "WORD": return StatementGenerator.words.randomElement(using: &random) ?? "word"
    case "CURRENCY": return ["usd", "EUR", "jpy"].randomElement(using: &random) ?? "usd"
    default: return grammar.productions[name].map { lexeme($0) } ?? ""
    }
  }

  private mutating func lexeme(_ rule: EBNF.Rule) -> String {
    switch rule {
    case .reference(let name): return token(name)
    case .literal(let text): return text
    case .characters(let set): return set.randomElement(using: &random).map(String.init) ?? ""
    case .sequence(let parts): return parts.map { lexeme($0) }.joined()
    case .choice(let ways): return ways.randomElement(using: &random).map { lexeme($0) } ?? ""
    case .repeated(let inner, let least, let most):
      return (0..<Int.random(in: least...most, using: &random)).map { _ in lexeme(inner) }.joined()
    }
  }

  // MARK: The shortest way out

  private func height(_ rule: EBNF.Rule) -> Int {
    StatementGenerator.height(rule, heights) ?? .max
  }

  private static func heights(of grammar: EBNF) -> [String: Int] {
    var heights: [String: Int] = [:]
    var isSettled = false
    while !isSettled {
      isSettled = true
      for name in grammar.names {
        guard let rule = grammar.productions[name], let inner = height(rule, heights) else {
          continue
        }
        if inner + 1 < heights[name] ?? .max {
          heights[name] = inner + 1
          isSettled = false
        }
      }
    }
    return heights
  }

  private static func height(_ rule: EBNF.Rule, _ heights: [String: Int]) -> Int? {
    switch rule {
    case .literal, .characters: return 0
    case .reference(let name): return name.first?.isUppercase == true ? 0 : heights[name]
    case .sequence(let parts):
      let known = parts.compactMap { height($0, heights) }
      return known.count == parts.count ? known.max() ?? 0 : nil
    case .choice(let ways): return ways.compactMap { height($0, heights) }.min()
    case .repeated(let inner, let least, _): return least == 0 ? 0 : height(inner, heights)
    }
  }
}
