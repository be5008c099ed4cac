import Testing

/// The sizes of types, over all files that declare or extend them.
struct TypeSizeTests {
  private static let sandbox: Set = [
    "SandboxStore", "StripeSandbox", "SandboxServer", "SandboxSeeding",
  ]

  /// Types that have one extension for each of many small files, because they list values.
  private static let lists: Set = ["VersionChange"]

  /// Types of other modules and of the standard library.
  private static let foreign: Set = [
    "JSONObject", "JSONValue", "JSONMember", "String", "Array", "Dictionary", "Operation", "Int",
  ]

  private static let declared: [DeclaredTypes] = Repository.code.compactMap { path, lines in
    let module = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    guard path.hasPrefix("Sources/"), sandbox.contains(module) else { return nil }
    return DeclaredTypes(lines)
  }

  @Test func `no type of the sandbox has more than forty methods`() {
    let methods = Self.declared.map(\.methods).reduce(into: [:]) { all, file in
      all.merge(file) { $0 + $1 }
    }
    #expect(methods.filter { $0.value > 40 }.map(\.key).sorted() == [])
    #expect(methods["Workspace", default: 0] > 20, "methods are no longer counted")
  }

  @Test func `no type of the sandbox is extended in more than eight files`() {
    let files = Self.declared.flatMap(\.extended).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let wide = files.filter { $0.value > 8 && !Self.foreign.contains($0.key) }.map(\.key)
    #expect(Set(wide).subtracting(Self.lists).sorted() == [])
    #expect(files["Workspace", default: 0] > 1, "extensions are no longer counted")
  }

  /// Waiting for another thread takes one of the few threads on which all tasks run.
  @Test func `nothing of the sandbox blocks a thread of the cooperative pool`() {
    let blocking = [
      "DispatchSemaphore", "DispatchGroup", "NSCondition", "Thread.sleep", "usleep(", "sleep(for",
      "RunLoop", ".sync {",
    ]
    for (path, lines) in Repository.code where Self.isOfSandbox(path) {
      let code = lines.joined(separator: "\n")
      for word in blocking where code.contains(word) && !code.contains("await \(word)") {
        let isAwaited = lines.allSatisfy { !$0.contains(word) || $0.contains("await ") }
        #expect(isAwaited, "\(path) uses \(word)")
      }
    }
  }

  /// Seeding runs at once and alone; everything else waits for the store without holding a thread.
  @Test func `only seeding writes to the store on the thread that calls it`() {
    let users = Repository.code.filter { path, lines in
      path.hasPrefix("Sources/") && lines.contains { $0.contains(".writeBlocking") }
    }
    #expect(users.map(\.path) == ["Sources/StripeSandbox/SandboxBatch.swift"])
  }

  private static func isOfSandbox(_ path: String) -> Bool {
    sandbox.contains { path.hasPrefix("Sources/\($0)/") }
  }
}

/// The methods and extensions in one file, by the name of their type.
struct DeclaredTypes {
  private(set) var methods: [String: Int] = [:]
  private(set) var extended: Set<String> = []
  /// The types around the present line, each with the depth of braces that it stands at.
  private var open: [(name: String, depth: Int)] = []
  private var depth = 0

  private static let kinds: Set = ["struct", "class", "enum", "actor", "protocol", "extension"]

  init(_ lines: [Substring]) {
    for line in lines { read(line) }
  }

  private mutating func read(_ line: Substring) {
    let words = line.split { $0 == " " || $0 == ":" || $0 == "{" }.map(String.init)
    if let keyword = words.firstIndex(where: Self.kinds.contains), words.count > keyword + 1,
      words[..<keyword].allSatisfy({ $0.allSatisfy(\.isLetter) || $0.hasPrefix("@") })
    {
      if words[keyword] == "extension" { extended.insert(words[keyword + 1]) }
      if words[keyword] != "class" || words[keyword + 1] != "func" {
        open.append((words[keyword + 1], depth))
      }
    }
    if words.contains("func"), let type = open.last?.name { methods[type, default: 0] += 1 }
    for sign in line {
      if sign == "{" { depth += 1 }
      guard sign == "}" else { continue }
      depth -= 1
      while let last = open.last, last.depth >= depth { open.removeLast() }
    }
  }
}
