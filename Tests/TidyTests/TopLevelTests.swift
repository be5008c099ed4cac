import Foundation
import Testing

struct TopLevelTests {
  @Test func `the top level holds what a reader expects there`() throws {
    let allowed: Set = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "scripts", "grammar",
      "README.md",
    ]
    let found = try Repository.names(in: ".").filter { !$0.hasPrefix(".") }
    #expect(Set(found).subtracting(allowed).sorted() == [])
    #expect(allowed.subtracting(found).subtracting(["Package.resolved"]).sorted() == [])
  }

  @Test func `every library module has tests`() throws {
    let tested = Set(try Repository.names(in: "Tests"))
    let libraries = Borders.all.map(\.module).filter { $0 != "pinstripe" }
    for module in libraries {
      #expect(tested.contains("\(module)Tests"), "Tests has no \(module)Tests")
    }
  }

  @Test func `a module shares its name with no type inside it`() {
    let kinds = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    for module in Repository.modules {
      for (path, lines) in Repository.code where path.hasPrefix("Sources/\(module)/") {
        let words = lines.joined(separator: "\n")
          .split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        let pairs = zip(words, words.dropFirst())
        let clash = pairs.contains { kinds.contains($0) && $1 == module }
        #expect(!clash, "\(path) declares \(module)")
      }
    }
  }
}
