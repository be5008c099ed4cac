import Foundation
import Testing

struct BorderTests {
  @Test(arguments: Borders.all)
  func `a module imports what its border allows`(border: Border) {
    for (path, lines) in Repository.code where path.hasPrefix("Sources/\(border.module)/") {
      for module in imports(of: lines) where !border.allowed.contains(module) {
        Issue.record("\(path) imports \(module), which is beyond the border of \(border.module)")
      }
    }
  }

  @Test func `every module has a border`() {
    #expect(Set(Borders.all.map(\.module)) == Repository.modules)
  }

  @Test func `borders leave no way round in a circle`() {
    var below: Set<String> = ["CBlocks", "CCatalogData", "CDigests", "CLibedit", "CPostgres"]
    var waiting = Borders.all
    while let next = waiting.firstIndex(where: { $0.mayImport.isSubset(of: below) }) {
      below.insert(waiting.remove(at: next).module)
    }
    #expect(waiting.map(\.module) == [])
  }

  @Test func `the whole of Foundation stays out where its smaller part exists`() {
    for (path, lines) in Repository.code where path.hasPrefix("Sources/") {
      let found = imports(of: lines)
      let isWhole = found.contains("Foundation") && !found.contains("FoundationEssentials")
      #expect(!isWhole, "\(path) imports Foundation without asking for FoundationEssentials")
    }
  }

  @Test func `a table in the code map tells the same borders`() throws {
    let map = try Repository.text(of: "Sources/README.md")
    for border in Borders.all {
      let row = map.split(separator: "\n").first { $0.hasPrefix("| `\(border.module)` |") }
      let cells = try #require(row, "Sources/README.md has no row for \(border.module)")
        .split(separator: "|", omittingEmptySubsequences: false)
      let imports = try #require(cells.dropFirst(3).first, "a row has too few cells")
      let named = imports.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      #expect(Set(named) == border.mayImport, "the row of \(border.module) in Sources/README.md")
    }
  }

  /// The modules that a file's `import` lines name; of `import struct A.B` it is `A`.
  private func imports(of lines: [Substring]) -> Set<String> {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return Set(
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "import") else { return nil }
        let name = words[(keyword + 1)...].first { !kinds.contains(String($0)) }
        return name?.split(separator: ".").first.map(String.init)
      })
  }
}
