import Foundation
import Testing

struct ScriptTests {
  private static let scripts: [String] = {
    let names = (try? Repository.names(in: "scripts")) ?? []
    return names.map { "scripts/\($0)" }.filter { path in
      var isDirectory: ObjCBool = false
      let file = Repository.root.appending(path: path).path
      let exists = FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory)
      return exists && !isDirectory.boolValue && !path.contains(".")
    }
  }()

  @Test func `the scripts of the first hour are there`() {
    let wanted = ["quickstart", "test", "build", "bench", "format", "record", "update-catalog"]
    for name in wanted { #expect(Self.scripts.contains("scripts/\(name)")) }
  }

  @Test(arguments: scripts + [".ci/run"])
  func `a script says when to run it and stops at the first failure`(path: String) throws {
    let lines = try Repository.lines(of: path)
    #expect(lines.first == "#!/usr/bin/env bash")
    #expect(lines.dropFirst().first?.hasPrefix("# Run ") == true)
    let firstCommand = lines.dropFirst().first { !$0.hasPrefix("#") }
    #expect(firstCommand == "set -euo pipefail")
  }

  @Test(arguments: scripts + [".ci/run"])
  func `a script can be executed`(path: String) {
    let file = Repository.root.appending(path: path).path
    #expect(FileManager.default.isExecutableFile(atPath: file))
  }
}
